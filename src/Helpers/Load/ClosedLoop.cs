namespace HonestAsync;

/// <summary>
/// A closed-loop load, as in wrk, hey or ab: each user waits for an answer before the next request. When the service stalls,
/// the load stalls too, and the waits of the requests not sent are never measured (coordinated omission).
/// </summary>
public sealed record ClosedLoop
{
    /// <summary>Creates a load of users who send requests until <paramref name="duration"/> is over.</summary>
    public ClosedLoop(int users, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        (Users, Duration) = (users, duration);
    }

    /// <summary>The number of users, and so the most requests in flight.</summary>
    public int Users { get; }

    /// <summary>No request starts later than this.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The pause of a user between an answer and the next request; none by default.</summary>
    public TimeSpan ThinkTime { get; init; }

    /// <summary>How long a user waits for an answer; no limit by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the run waits for the last answers after its duration; 30 s by default.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests of all users together; a million by default.</summary>
    public int MaxRequests { get; init; } = 1_000_000;

    /// <summary>The start of the window for Little's law; the window ends with the duration.</summary>
    public TimeSpan WarmUp { get; init; }
}
