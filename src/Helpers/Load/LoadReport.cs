namespace HonestAsync;

/// <summary>What a load counted and timed. Every started request is in exactly one of the five outcomes.</summary>
public abstract record LoadReport
{
    /// <summary>Requests that were started.</summary>
    public required int Started { get; init; }

    /// <summary>Served.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Turned away by the service (<see cref="RequestOutcome.Shed"/>).</summary>
    public required int Shed { get; init; }

    /// <summary>Given up by the caller after its timeout.</summary>
    public required int TimedOut { get; init; }

    /// <summary>Ended with an exception; see <see cref="Failures"/>.</summary>
    public required int Failed { get; init; }

    /// <summary>In flight when the run was over or cancelled.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Failed requests by the exception's type name.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    /// <summary>The most requests that were in flight at once.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>From the start of the run to the end of its last request, on the run's clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// From the actual start: what a closed-loop tool prints. In an open loop it differs from the latency by the waits
    /// for a connection (<see cref="OpenLoop.Connections"/>) and the generator's lag. Succeeded, timed-out and
    /// unfinished requests, the latter two with what they had waited.
    /// </summary>
    public required LatencyHistogram ServiceTime { get; init; }

    /// <summary>Requests in flight, observed over the window, beside rate times latency over the same window.</summary>
    public required LittlesLaw Little { get; init; }

    /// <summary>The run was cancelled before its end: figures are of the part that ran.</summary>
    public required bool Partial { get; init; }

    /// <summary>Successes a second of elapsed time.</summary>
    public double Goodput => Elapsed > TimeSpan.Zero ? Succeeded / Elapsed.TotalSeconds : 0;

    private protected string Counts() => string.Join(", ", new (string Name, int Count)[]
    {
        ("succeeded", Succeeded), ("shed", Shed), ("timed out", TimedOut), ("failed", Failed), ("unfinished", Unfinished),
    }.Where(entry => entry.Count > 0 || entry.Name == "succeeded").Select(entry => $"{entry.Count:#,0} {entry.Name}"));
}
