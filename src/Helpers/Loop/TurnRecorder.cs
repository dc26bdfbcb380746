namespace HonestAsync;

/// <summary>Records the threads, the lag and the unhandled exceptions of a loop's turns. Thread-safe.</summary>
internal sealed class TurnRecorder : LoopObserver
{
    private readonly object _lock = new();
    private readonly HashSet<int> _threads = [];
    private readonly List<Exception> _unhandled = [];
    private long _maxLagTicks;

    public TimeSpan MaxLag => new(Interlocked.Read(ref _maxLagTicks));

    public IReadOnlySet<int> ThreadIds
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return new HashSet<int>(_threads);
            }
        }
    }

    public IReadOnlyList<Exception> Unhandled
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return [.. _unhandled];
            }
        }
    }

    public override void OnTurnBegins(TimeSpan lag)
    {
        using (ShortLock.On(_lock))
        {
            _threads.Add(Environment.CurrentManagedThreadId);
            _maxLagTicks = Math.Max(_maxLagTicks, lag.Ticks);
        }
    }

    public override void OnTurnEnded(Exception? unhandled)
    {
        if (unhandled is not null)
        {
            using (ShortLock.On(_lock))
            {
                _unhandled.Add(unhandled);
            }
        }
    }
}
