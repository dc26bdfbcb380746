namespace HonestAsync;

/// <summary>
/// A timer of a <see cref="VirtualTime"/>; its mutable state is guarded by the clock's lock.
/// </summary>
internal sealed class VirtualTimer(VirtualTime clock, TimerCallback callback, object? state) : ITimer
{
    public static readonly IComparer<VirtualTimer> ByDueTime = Comparer<VirtualTimer>.Create(
        static (a, b) => (a.DueTicks, a._sequence).CompareTo((b.DueTicks, b._sequence)));

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private long _sequence;

    public long DueTicks { get; private set; }

    public TimeSpan? Period { get; set; }

    public bool IsDisposed { get; set; }

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

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Arm(this, dueTime, period);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}
