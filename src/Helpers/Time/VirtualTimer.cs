namespace HonestAsync;

/// <summary>
/// A timer of a <see cref="VirtualTime"/>; its mutable state is guarded by the clock's lock.
/// </summary>
internal sealed class VirtualTimer(VirtualTime clock, TimerCallback callback, object? state) : ITimer
{
    public static readonly IComparer<VirtualTimer> ByDueTime = Comparer<VirtualTimer>.Create(
        static (a, b) => (a.DueTicks, a._sequence).CompareTo((b.DueTicks, b._sequence)));

    /// <summary>The longest time of a system timer, in milliseconds: about 49.7 days.</summary>
    internal const long MostMilliseconds = uint.MaxValue - 1;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private long _sequence;

    public long DueTicks { get; private set; }

    /// <summary>In ticks; null for a timer that fires once.</summary>
    public long? Period { get; set; }

    public bool IsDisposed { get; set; }

    /// <summary>Rejects the times that <see cref="TimeProvider.System"/> rejects, with the same exception.</summary>
    /// <returns>The due time in ticks, null if infinite, and the period in ticks, null for none.</returns>
    public static (long? Due, long? Period) Ticks(TimeSpan dueTime, TimeSpan period)
    {
        long due = (long)dueTime.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(due, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(due, MostMilliseconds, nameof(dueTime));
        long every = (long)period.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(every, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, MostMilliseconds, nameof(period));
        return (due == -1 ? null : Math.Max(0, dueTime.Ticks), period > TimeSpan.Zero ? period.Ticks : null);
    }

    public void Schedule(long dueTicks, long sequence) => (DueTicks, _sequence) = (dueTicks, sequence);

    public void Fire()
    {
        using (ContextScope.None())
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
            }
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var (due, every) = Ticks(dueTime, period);
        return clock.Arm(this, due, every);
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}
