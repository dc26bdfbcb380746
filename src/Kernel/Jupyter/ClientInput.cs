using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// What <c>Console.In</c> is in a cell: asks the client that runs the cell for each line. A client that offers no
/// input is like the end of a file.
/// </summary>
internal sealed class ClientInput(MessageCodec codec, Publisher publisher) : TextReader
{
    private readonly BlockingCollection<string> _answers = new(boundedCapacity: 16);
    private string _line = "";
    private int _position;

    /// <summary>The socket through which it asks; set before the first cell.</summary>
    public RouterSocket? Socket { get; set; }

    /// <summary>The running cell's request; null while no cell runs, or if its client offers no input.</summary>
    public JupyterMessage? Asker { get; set; }

    /// <summary>Takes an answer; one that no cell waits for is dropped.</summary>
    public void Answer(JupyterMessage reply) => _answers.TryAdd(JupyterMessage.Text(reply.Content, "value") ?? "");

    public override string? ReadLine()
    {
        if (_position < _line.Length)
        {
            var rest = _line[_position..].TrimEnd('\n');
            _position = _line.Length;
            return rest;
        }
        return Ask();
    }

    public override int Peek() => Fill() ? _line[_position] : -1;

    public override int Read() => Fill() ? _line[_position++] : -1;

    protected override void Dispose(bool disposing)
    {
        _answers.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_position == _line.Length && Ask() is { } line)
        {
            (_line, _position) = (line + "\n", 0);
        }
        return _position < _line.Length;
    }

    private string? Ask()
    {
        if (Asker is not { } asker || Socket is null)
        {
            return null;
        }
        while (_answers.TryTake(out _))
        {
            // to a question that was interrupted
        }
        var shield = InterruptShield.Enter();
        try
        {
            publisher.Flush();
            var question = codec.Create("input_request", asker.Header,
                new JsonObject { ["prompt"] = "", ["password"] = false });
            Socket.Send(asker.Envelope[0], codec.Encode(question with { Envelope = [] }));
        }
        finally
        {
            shield?.Leave();
        }
        return _answers.Take();
    }
}
