using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// The child's side of a headless run. It has a thread of its own for every role, because cells may starve the
/// thread pool, and when the pipe to its parent closes it ends, with everything it has started.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "lives as long as its process")]
internal sealed class HeadlessChild(Stream pipe)
{
    private readonly BlockingCollection<JsonObject> _cells = [];
    private readonly Lock _writing = new();
    private volatile CancellationTokenSource _interrupt = new();
    private OutputBudget _budget = new(0, 0);
    private bool _running;

    /// <summary>Serves the parent that listens on this pipe; does not return.</summary>
    public static void Serve(string pipeName)
    {
        ProcessGroup.Lead();
        var pipe = new NamedPipeClientStream(
            ".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect(TimeSpan.FromSeconds(10));
        try
        {
            new HeadlessChild(pipe).Serve();
        }
        catch (Exception e)
        {
            // the handler for what cells leave unhandled would keep the process alive, without its main thread
            using var standardError = new StreamWriter(Console.OpenStandardError());
            standardError.WriteLine($"The kernel itself failed: {e}");
            standardError.Flush();
            ProcessGroup.EndOwn();
        }
    }

    private void Serve()
    {
        using var reader = Wire.Reader(pipe);
        var start = Wire.Decode(reader.ReadLine() ?? throw new EndOfStreamException());
        Send(new JsonObject { [Wire.Kind] = Wire.Hello });
        new Thread(() => Listen(reader)) { IsBackground = true, Name = "parent's messages" }.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => SendExit();
        UnhandledExceptions.ShowAsOutput();
        PlotlyFormatters.ForStoring = true;

        EditorServices.LeaveOut();
        using var session = new CSharpSession(new SessionOptions { Folder = Environment.CurrentDirectory });
        session.WarmUp();
        foreach (var cell in _cells.GetConsumingEnumerable())
        {
            RunCell(session, start, cell);
        }
        // Main's return would wait for threads that cells have left behind
        Environment.Exit(0);
    }

    private void Listen(StreamReader reader)
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                Handle(Wire.Decode(line));
            }
        }
        catch (IOException)
        {
            // the parent is gone, as at the end of the stream
        }
        ProcessGroup.EndOwn();
    }

    private void Handle(JsonObject message)
    {
        switch (Wire.KindOf(message))
        {
            case Wire.Run:
                _cells.Add(message);
                break;
            case Wire.Interrupt:
                _interrupt.Cancel();
                break;
            case Wire.Quit:
                _cells.CompleteAdding();
                break;
        }
    }

    private void RunCell(CSharpSession session, JsonObject start, JsonObject cell)
    {
        _budget = new OutputBudget((long)start["outputLimit"]!, (long)start["discardLimit"]!);
        _interrupt = new CancellationTokenSource();
        _running = true;
        Send(new JsonObject { [Wire.Kind] = Wire.Began });
        var result = session.Execute((string)cell["source"]!, (string)cell["id"]!, Show, _interrupt.Token);
        _running = false;
        Mark(Wire.EndMark((string)start["secret"]!, (int)cell["number"]!));
        Send(new JsonObject
        {
            [Wire.Kind] = Wire.Ended,
            ["outcome"] = result.Outcome.ToString(),
            ["activity"] = result.Activity.ToString(),
            ["milliseconds"] = result.Elapsed.TotalMilliseconds,
            ["discarded"] = _budget.Discarded,
        });
    }

    // called for one output at a time
    private void Show(CellOutput output)
    {
        var flooded = _budget.IsFlooded;
        if (output is StreamOutput stream)
        {
            output = stream with { Text = _budget.Take(stream.Text) };
        }
        var message = output is StreamOutput { Text: "" } or ClearedOutput ? null : output.ToNbformat();
        if (message is not null && (output is not ValueOutput || _budget.TakeWhole(message.ToJsonString().Length)))
        {
            Send(new JsonObject { [Wire.Kind] = Wire.Output, ["output"] = message });
        }
        if (_budget.IsFlooded && !flooded)
        {
            Send(new JsonObject { [Wire.Kind] = Wire.Flood });
        }
    }

    private void SendExit()
    {
        if (_running)
        {
            Send(new JsonObject
            {
                [Wire.Kind] = Wire.Exiting,
                ["code"] = Environment.ExitCode,
                ["discarded"] = _budget.Discarded,
            });
        }
    }

    private void Send(JsonObject message)
    {
        var bytes = Wire.Encode(message);
        try
        {
            lock (_writing)
            {
                pipe.Write(bytes);
                pipe.Flush();
            }
        }
        catch (IOException)
        {
            ProcessGroup.EndOwn();
        }
    }

    private static void Mark(string mark)
    {
        var bytes = Encoding.UTF8.GetBytes(mark);
        foreach (var stream in new[] { Console.OpenStandardOutput(), Console.OpenStandardError() })
        {
            try
            {
                stream.Write(bytes);
                stream.Flush();
            }
            catch (IOException)
            {
                // a cell has closed it: the parent waits for the mark only so long
            }
        }
    }
}
