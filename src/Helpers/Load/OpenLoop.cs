namespace HonestAsync;

/// <summary>
/// An open-loop load: requests start when they are due, whether or not earlier ones have been answered, as the users of a
/// service do.
/// </summary>
public sealed record OpenLoop
{
    /// <summary>Creates a load of <paramref name="rate"/> requests per second, evenly, for <paramref name="duration"/>.</summary>
    public OpenLoop(double rate, TimeSpan duration)
        : this(Arrivals.Constant(rate, duration))
    {
    }

    /// <summary>Creates a load of requests at planned times.</summary>
    public OpenLoop(Arrivals arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        Arrivals = arrivals;
    }

    /// <summary>When requests are due.</summary>
    public Arrivals Arrivals { get; }

    /// <summary>
    /// The most requests in flight, as with the connections of wrk2; no limit by default. A request that is due while all
    /// connections are busy starts later. Its latency contains that wait and its service time does not, so that a report
    /// shows the wrong measurement next to the right one.
    /// </summary>
    public int? Connections
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A load needs at least one connection.");
    }

    /// <summary>How long the caller waits, counted from the intended start; no limit by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long the run waits for answers after the last intended start; then the rest is unfinished. 30 s by default.
    /// </summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The run is rejected if the 99th percentile of its own scheduling lag exceeds this; 10 ms by default.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The start of the window for Little's law; the window ends with the last intended start.</summary>
    public TimeSpan WarmUp { get; init; }
}
