namespace HonestAsync;

/// <summary>Late events of an exploration: what a schedule set off still ran when it had ended.</summary>
internal sealed class LateEvents
{
    private int _count;

    public bool Any => Volatile.Read(ref _count) > 0;

    public void Add() => Interlocked.Increment(ref _count);

    public void Reset() => Interlocked.Exchange(ref _count, 0);
}

/// <summary>What a schedule's code does on threads other than the explorer's. Thread-safe.</summary>
internal sealed class OffThreadActivity(LateEvents late, StepThreads? steps)
{
    private const int Running = 0, Ended = 1, Abandoned = 2;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly object _leaving = new();
    private int _inside;
    private int _events;
    private bool _left;
    private bool _onOwnThread;
    private int _state;

    /// <summary>True when some code ran, posted or called on another thread.</summary>
    public bool Any => Events > 0;

    /// <summary>How often that was seen.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>True while marked code is on another thread.</summary>
    public bool IsInside => Volatile.Read(ref _inside) > 0;

    /// <summary>
    /// True when one of those threads was not the pool's: when such a thread comes to rest cannot be seen.
    /// </summary>
    public bool IsOnOwnThread => Volatile.Read(ref _onOwnThread);

    /// <summary>True for the explorer's own threads.</summary>
    public bool IsOurs(int managedThread) => managedThread == _thread || steps?.Has(managedThread) == true;

    /// <summary>A marked flow came to the calling thread.</summary>
    public void Enter()
    {
        if (!IsOurs(Environment.CurrentManagedThreadId))
        {
            Interlocked.Increment(ref _inside);
            Note();
        }
    }

    /// <summary>A marked flow left the calling thread.</summary>
    public void Leave()
    {
        if (!IsOurs(Environment.CurrentManagedThreadId))
        {
            Interlocked.Decrement(ref _inside);
            lock (_leaving)
            {
                _left = true;
                Monitor.Pulse(_leaving);
            }
        }
    }

    /// <summary>
    /// Sleeps until a marked flow leaves another thread, or a millisecond has passed: a thread that sleeps leaves
    /// the CPU to the thread that is waited for, and is woken first on a busy machine; a thread that yields in a
    /// loop is not.
    /// </summary>
    public void SleepUntilOneLeaves()
    {
        lock (_leaving)
        {
            if (!_left)
            {
                Monitor.Wait(_leaving, millisecondsTimeout: 1);
            }
            _left = false;
        }
    }

    /// <summary>The calling thread posted to the schedule or called one of its dependencies.</summary>
    public void Touch()
    {
        if (!IsOurs(Environment.CurrentManagedThreadId) || Volatile.Read(ref _state) != Running)
        {
            Note();
        }
    }

    /// <summary>From here on, whatever still happens is late.</summary>
    public void End() => Interlocked.CompareExchange(ref _state, Ended, Running);

    /// <summary>From here on, whatever still happens belongs to an attempt that does not count.</summary>
    public void Abandon() => Volatile.Write(ref _state, Abandoned);

    private void Note()
    {
        if (Volatile.Read(ref _state) == Ended)
        {
            late.Add();
        }
        if (!Thread.CurrentThread.IsThreadPoolThread && !IsOurs(Environment.CurrentManagedThreadId))
        {
            Volatile.Write(ref _onOwnThread, true);
        }
        Interlocked.Increment(ref _events);
    }
}
