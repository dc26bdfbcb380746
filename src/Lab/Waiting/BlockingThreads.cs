namespace HonestAsync.Lab;

/// <summary>
/// Threads that block, on a <see cref="VirtualTime"/>: each blocks for its own wait, and the clock advances once every
/// unfinished thread is blocked.
/// </summary>
/// <remarks>For experiments that need a blocking variant with an exact result. One run at a time.</remarks>
public sealed class BlockingThreads(VirtualTime time)
{
    private readonly object _lock = new();
    private readonly List<Exception> _failures = [];
    private int _unfinished;
    private int _blocked;

    /// <summary>Real time after which <see cref="Run"/> gives up; 30 s unless set.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs each body on a thread of its own, moves the clock for them, and returns when all have ended.</summary>
    /// <exception cref="InvalidOperationException">All wait, and no timer is left that could end a wait.</exception>
    /// <exception cref="TimeoutException">A body neither ended nor waited within <see cref="Bound"/>.</exception>
    public void Run(params Action[] bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        _unfinished = bodies.Length;
        foreach (var (index, body) in bodies.Index())
        {
            new Thread(() => Live(body)) { IsBackground = true, Name = $"blocking thread {index + 1}" }.Start();
        }
        while (AllAreBlocked())
        {
            if (!time.AdvanceToNextTimer())
            {
                throw new InvalidOperationException("Every thread waits, and no timer is armed that could end a wait.");
            }
        }
        if (_failures.Count > 0)
        {
            throw new AggregateException(_failures);
        }
    }

    /// <summary>Blocks the calling thread, one of this run's, until <paramref name="task"/> ends; throws what it threw.</summary>
    public void Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (ended, counted) = (false, false);
        // inline on the thread that moves the clock: a thread whose wait is over never counts as blocked
        _ = task.ContinueWith(
            _ =>
            {
                lock (_lock)
                {
                    ended = true;
                    Change(ref _blocked, counted ? -1 : 0);
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        lock (_lock)
        {
            counted = !ended;
            Change(ref _blocked, counted ? +1 : 0);
            while (!ended)
            {
                Monitor.Wait(_lock);
            }
        }
        task.GetAwaiter().GetResult();
    }

    private void Live(Action body)
    {
        try
        {
            body();
        }
        catch (Exception error)
        {
            lock (_lock)
            {
                _failures.Add(error);
            }
        }
        finally
        {
            Change(ref _unfinished, -1);
        }
    }

    private bool AllAreBlocked()
    {
        lock (_lock)
        {
            while (_unfinished > 0 && _blocked < _unfinished)
            {
                if (!Monitor.Wait(_lock, Bound))
                {
                    throw new TimeoutException($"Of {_unfinished} threads {_blocked} wait; the others did not get there in {Bound.TotalSeconds:0.#} s.");
                }
            }
            return _unfinished > 0;
        }
    }

    private void Change(ref int field, int by)
    {
        lock (_lock)
        {
            field += by;
            Monitor.PulseAll(_lock);
        }
    }
}
