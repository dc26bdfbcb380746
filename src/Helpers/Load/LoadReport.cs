namespace HonestAsync;

/// <summary>The counts and times of a load. Each started request has exactly one of five outcomes.</summary>
public abstract record LoadReport
{
    /// <summary>Requests that were started.</summary>
    public required int Started { get; init; }

    /// <summary>Requests that were served.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Requests that the service rejected (<see cref="RequestOutcome.Shed"/>).</summary>
    public required int Shed { get; init; }

    /// <summary>Requests whose caller stopped waiting after the timeout.</summary>
    public required int TimedOut { get; init; }

    /// <summary>Requests that threw; see <see cref="Failures"/>.</summary>
    public required int Failed { get; init; }

    /// <summary>Requests still in flight when the run ended or was cancelled.</summary>
    public required int Unfinished { get; init; }

    /// <summary>The number of failed requests by the name of the exception's type.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    /// <summary>The most requests in flight at once.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>From the start of the run to the end of its last request, on the run's clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Time from the actual start of each request, as closed-loop tools report it. In an open loop it is the latency without
    /// the wait for a connection (<see cref="OpenLoop.Connections"/>) and without the generator's lag. Contains succeeded
    /// requests, and timed-out and unfinished ones with the time they had waited.
    /// </summary>
    public required LatencyHistogram ServiceTime { get; init; }

    /// <summary>Requests in flight, counted over the window, next to rate times service time over the same window.</summary>
    public required LittlesLaw Little { get; init; }

    /// <summary>True if the run was cancelled: the figures are those of the part that ran.</summary>
    public required bool Partial { get; init; }

    /// <summary>Succeeded requests per second of elapsed time.</summary>
    public double Goodput => Elapsed > TimeSpan.Zero ? Succeeded / Elapsed.TotalSeconds : 0;

    private protected string Counts() => string.Join(", ", new (string Name, int Count)[]
    {
        ("succeeded", Succeeded), ("shed", Shed), ("timed out", TimedOut), ("failed", Failed), ("unfinished", Unfinished),
    }.Where(entry => entry.Count > 0 || entry.Name == "succeeded").Select(entry => $"{entry.Count:#,0} {entry.Name}"))
        + (Partial ? "; PARTIAL: the run was cancelled" : "");
}
