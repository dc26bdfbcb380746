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
    private long _lastEnd;
    private long _items;

    public QuietPatience()
    {
        _start = _movedAt = _lastEnd = Stopwatch.GetTimestamp();
        _items = PoolQuiet.Completed;
    }

    /// <summary>
    /// Pauses before the next look: until code of the schedule leaves a thread of the pool, or for a
    /// millisecond.
    /// </summary>
    /// <returns>False when there is no more hope.</returns>
    public bool Pause(OffThreadActivity foreign)
    {
        foreign.SleepUntilSomebodyLeaves();
        long now = Stopwatch.GetTimestamp();
        if (PoolQuiet.Completed != _items)
        {
            (_movedAt, _lastEnd, _items) = (now, now, PoolQuiet.Completed);
        }
        else if (ThreadPool.PendingWorkItemCount > 0)
        {
            _movedAt = now;
            PoolQuiet.LetIn(_lastEnd);
        }
        return Stopwatch.GetElapsedTime(_movedAt) <= s_standstill && Stopwatch.GetElapsedTime(_start) <= s_bound;
    }
}
