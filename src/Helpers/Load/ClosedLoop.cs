namespace HonestAsync;

/// <summary>
/// A load of users who each wait for their answer before they ask again, as in wrk, hey or ab: when the service
/// stalls, so does the load, and the waits of those who would have come are never measured.
/// </summary>
public sealed record ClosedLoop
{
    /// <summary>So many users, asking until <paramref name="duration"/> is over.</summary>
    public ClosedLoop(int users, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        (Users, Duration) = (users, duration);
    }

    /// <summary>The most requests that can be in flight.</summary>
    public int Users { get; }

    /// <summary>No request starts later than this.</summary>
    public TimeSpan Duration { get; }

    /// <summary>What a user does between an answer and the next question; nothing unless set.</summary>
    public TimeSpan ThinkTime { get; init; }

    /// <summary>How long a user waits for an answer; for ever unless set.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the run goes on after its duration for the last answers; 30 s unless set.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No more requests than this, all users together; a million unless set.</summary>
    public int MaxRequests { get; init; } = 1_000_000;

    /// <summary>The start of the window in which Little's law is checked; it ends with the duration.</summary>
    public TimeSpan WarmUp { get; init; }
}
