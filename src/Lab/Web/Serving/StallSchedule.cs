namespace HonestAsync.Lab;

/// <summary>When a server stalls: in the last part of each period since its first request. Thread-safe.</summary>
internal sealed class StallSchedule(TimeSpan every, TimeSpan length, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _first;

    /// <summary>How long a request that arrives now has to wait; zero outside a stall. Clock: the provider's.</summary>
    public TimeSpan Remaining()
    {
        long now = time.GetTimestamp();
        long first;
        lock (_lock)
        {
            first = _first ??= now;
        }
        long phase = time.GetElapsedTime(first, now).Ticks % every.Ticks;
        return phase < every.Ticks - length.Ticks ? TimeSpan.Zero : TimeSpan.FromTicks(every.Ticks - phase);
    }
}
