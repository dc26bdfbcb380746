namespace HonestAsync.Lab;

/// <summary>
/// A thread that answers, as a database driver does: it sleeps until it is asked. One question at a time.
/// </summary>
internal sealed class Driver : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    // kernel events: primitives that spin first would hide a switch
    private readonly AutoResetEvent _asked = new(initialState: false);
    private readonly AutoResetEvent _answered = new(initialState: false);
    private readonly Thread _thread;
    private TaskCompletionSource? _awaited;
    private bool _over;

    public Driver()
    {
        _thread = new Thread(Serve) { IsBackground = true, Name = "driver" };
        _thread.Start();
    }

    /// <summary>Asks, and leaves; the answer completes the task on the driver's thread.</summary>
    public Task AskAsync()
    {
        var source = new TaskCompletionSource();
        _awaited = source;
        _asked.Set();
        return source.Task;
    }

    /// <summary>Asks, and blocks until the answer.</summary>
    public void Ask()
    {
        _awaited = null;
        _asked.Set();
        if (!_answered.WaitOne(s_bound))
        {
            throw new TimeoutException("The driver does not answer.");
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _over, true);
        _asked.Set();
        _thread.Join(s_bound);
        _asked.Dispose();
        _answered.Dispose();
    }

    private void Serve()
    {
        while (_asked.WaitOne() && !Volatile.Read(ref _over))
        {
            if (_awaited is { } source)
            {
                source.SetResult();
            }
            else
            {
                _answered.Set();
            }
        }
    }
}
