using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// How long a step may take until the pool is quiet: as long as items come to their end, up to a bound.
/// </summary>
internal struct QuietPatience
{
    private static readonly TimeSpan s_standstill = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    private readonly long _start;
    private long _movedAt;
    private long _items;
    private SpinWait _pause;

    public QuietPatience()
    {
        _start = _movedAt = Stopwatch.GetTimestamp();
        _items = PoolQuiet.Completed;
    }

    /// <summary>
    /// Pauses before the next look: at first for microseconds, a millisecond when nothing moves for long.
    /// </summary>
    /// <returns>False when there is no more hope.</returns>
    public bool Pause()
    {
        _pause.SpinOnce(PoolQuiet.YieldsBeforeSleep);
        if (ThreadPool.PendingWorkItemCount > 0 || PoolQuiet.Completed != _items)
        {
            (_movedAt, _items) = (Stopwatch.GetTimestamp(), PoolQuiet.Completed);
            _pause.Reset();
        }
        return Stopwatch.GetElapsedTime(_movedAt) <= s_standstill && Stopwatch.GetElapsedTime(_start) <= s_bound;
    }
}
