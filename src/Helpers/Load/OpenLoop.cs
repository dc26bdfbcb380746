namespace HonestAsync;

/// <summary>
/// A load whose requests start when they are due, whether or not earlier ones have been answered: what the users of a
/// service do.
/// </summary>
public sealed record OpenLoop
{
    /// <summary>Requests at <paramref name="rate"/> a second, evenly, for <paramref name="duration"/>.</summary>
    public OpenLoop(double rate, TimeSpan duration)
        : this(Arrivals.Constant(rate, duration))
    {
    }

    /// <summary>Requests at planned times.</summary>
    public OpenLoop(Arrivals arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        Arrivals = arrivals;
    }

    /// <summary>When requests are meant to start.</summary>
    public Arrivals Arrivals { get; }

    /// <summary>
    /// How many requests may be in flight, as with wrk2's connections; no limit unless set. One that is due while all are
    /// busy starts later: that wait is in its latency and not in its service time, which is how the wrong measurement
    /// comes to stand beside the right one.
    /// </summary>
    public int? Connections
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A load needs a connection.");
    }

    /// <summary>How long the caller waits, counted from the intended start; for ever unless set.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the run goes on after the last intended start; then what is left is unfinished. 30 s unless set.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The run is rejected when the 99th percentile of its own scheduling lag is above this; 10 ms unless set.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The start of the window in which Little's law is checked; it ends with the last intended start.</summary>
    public TimeSpan WarmUp { get; init; }
}
