namespace HonestAsync.Lab;

/// <summary>One request of a <see cref="PoolBurst"/>; all arrive at time zero. Times are virtual, from there.</summary>
/// <param name="Handled">When its handler began: when a thread took it, or immediately if none is needed.</param>
/// <param name="Leased">When it got its connection.</param>
/// <param name="Ended">When it was answered, so also its true latency.</param>
/// <param name="Connection">Which connection, from 1.</param>
public sealed record PooledRequest(TimeSpan Handled, TimeSpan Leased, TimeSpan Ended, int Connection)
{
    /// <summary>What a stopwatch says that starts with the handler's first line.</summary>
    public TimeSpan SeenByHandler => Ended - Handled;
}
