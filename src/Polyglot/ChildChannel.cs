using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Polyglot;

/// <summary>
/// Two pipes that a child inherits: requests to it and its answers, as JSON lines. Both are served by threads
/// of their own, so that neither a starved thread pool nor a child that does not read holds up the caller.
/// </summary>
internal sealed class ChildChannel : IDisposable
{
    private readonly AnonymousPipeServerStream _requests =
        new(PipeDirection.Out, HandleInheritability.Inheritable);

    private readonly AnonymousPipeServerStream _answers =
        new(PipeDirection.In, HandleInheritability.Inheritable);

    private readonly BlockingCollection<byte[]> _queue = [];

    /// <summary>The child's end of the requests, as a number for its command line.</summary>
    public string RequestsHandle => _requests.GetClientHandleAsString();

    /// <summary>The child's end of the answers.</summary>
    public string AnswersHandle => _answers.GetClientHandleAsString();

    /// <summary>Lets go of the child's ends: from now on the child alone has them.</summary>
    public void HandOver()
    {
        _requests.DisposeLocalCopyOfClientHandle();
        _answers.DisposeLocalCopyOfClientHandle();
    }

    /// <param name="answered">Called for each answer, on the reading thread.</param>
    public void Begin(Action<JsonElement> answered)
    {
        Start("requests to a child", Write);
        Start("answers of a child", () => Read(answered));
    }

    /// <summary>Never waits. That the child is gone shows by its end, not here.</summary>
    public void Send(JsonObject request)
    {
        if (!_queue.IsAddingCompleted)
        {
            _queue.Add(Encoding.UTF8.GetBytes(request.ToJsonString() + "\n"));
        }
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _requests.Dispose();
        _answers.Dispose();
    }

    private void Write()
    {
        foreach (byte[] line in _queue.GetConsumingEnumerable())
        {
            _requests.Write(line);
        }
    }

    private void Read(Action<JsonElement> answered)
    {
        using var reader = new StreamReader(_answers);
        while (reader.ReadLine() is { } line)
        {
            answered(JsonSerializer.Deserialize<JsonElement>(line));
        }
    }

    private static void Start(string name, Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException
            or OperationCanceledException or JsonException)
        {
            // the child has ended, or this end of the pipe was disposed
        }
    })
    { IsBackground = true, Name = name }.Start();
}
