using System.Diagnostics.CodeAnalysis;

namespace HonestAsync.Polyglot;

/// <summary>
/// Reads what a child prints to one of its streams, on a thread of its own: cells may starve the thread pool.
/// A mark says that a cell has printed everything.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "the stream belongs to the process")]
internal sealed class MarkedOutput(StreamReader reader, string mark, Action<string> print)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _marked = new();
    private string _held = "";

    /// <summary>Completes when the stream has ended.</summary>
    public Task Ended => _ended.Task;

    public void Begin(string name) => new Thread(Read) { IsBackground = true, Name = name }.Start();

    /// <summary>Completes at the next mark or the end of the stream. Call it before the cell is sent.</summary>
    public Task NextMarkAsync()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _marked, next);
        return next.Task;
    }

    internal void Add(string text)
    {
        _held += text;
        for (int at; (at = _held.IndexOf(mark, StringComparison.Ordinal)) >= 0;)
        {
            Print(_held[..at]);
            _held = _held[(at + mark.Length)..];
            Volatile.Read(ref _marked).TrySetResult();
        }

        // what may be the beginning of a mark, or half of a character, waits for its rest
        int keep = Math.Min(mark.Length - 1, _held.Length);
        while (keep > 0 && !mark.StartsWith(_held[^keep..], StringComparison.Ordinal))
        {
            keep--;
        }
        if (keep == 0 && _held.Length > 0 && char.IsHighSurrogate(_held[^1]))
        {
            keep = 1;
        }
        Print(_held[..^keep]);
        _held = _held[^keep..];
    }

    private void Read()
    {
        char[] buffer = new char[8192];
        try
        {
            while (reader.Read(buffer) is > 0 and var count)
            {
                Add(new string(buffer, 0, count));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException
            or OperationCanceledException)
        {
            // the process was disposed while its pipe was being read
        }
        Print(_held);
        _held = "";
        _ended.TrySetResult();
        Volatile.Read(ref _marked).TrySetResult();
    }

    private void Print(string text)
    {
        if (text.Length > 0)
        {
            print(text);
        }
    }
}
