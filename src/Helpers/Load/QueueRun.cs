namespace HonestAsync;

/// <summary>What a <see cref="QueueModel"/> did. Every request is in exactly one of the four outcomes; times are exact.</summary>
public sealed record QueueRun
{
    /// <summary>Requests that arrived; a retry is not a new one.</summary>
    public required int Arrived { get; init; }

    /// <summary>Answered in time.</summary>
    public required int Served { get; init; }

    /// <summary>Turned away because the line was full, with no try left.</summary>
    public required int Shed { get; init; }

    /// <summary>Given up by their callers, with no try left.</summary>
    public required int TimedOut { get; init; }

    /// <summary>Left over at the horizon, or stuck for ever: every server waits for an answer that needs a server.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Tries beyond the first ones.</summary>
    public required int Retries { get; init; }

    /// <summary>Work done for callers who had given up.</summary>
    public required int Wasted { get; init; }

    /// <summary>The most requests that were worked on at once (leases held, threads busy).</summary>
    public required int MaxBusy { get; init; }

    /// <summary>The longest the line was.</summary>
    public required int MaxQueue { get; init; }

    /// <summary>The most requests that were in the system: in line and worked on.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>Servers at the end: more than at the start if the pool grew.</summary>
    public required int Servers { get; init; }

    /// <summary>Distinct instants at which requests were served: the waves of a burst through a pool.</summary>
    public required int Waves { get; init; }

    /// <summary>When the last request was served; zero if none was.</summary>
    public required TimeSpan LastServed { get; init; }

    /// <summary>When the simulation ended.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>Events simulated.</summary>
    public required long Events { get; init; }

    /// <summary>From first arrival to answer, of the served.</summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>From the last try's arrival to the start of its service, of the served.</summary>
    public required LatencyHistogram Wait { get; init; }

    /// <summary>Time average in the system up to the end, beside arrival rate times mean time of all tries.</summary>
    public required LittlesLaw Little { get; init; }

    /// <summary>Share of the servers' time in which they were held.</summary>
    public required double Utilisation { get; init; }

    /// <summary>Every request by number.</summary>
    public required IReadOnlyList<QueuedRequest> Requests { get; init; }

    /// <summary>Requests in line over time, in seconds; ready for a <see cref="LineChart"/>.</summary>
    public required Series Queue { get; init; }

    /// <summary>Servers held over time, in seconds.</summary>
    public required Series Busy { get; init; }

    /// <summary>Latency in milliseconds of the served by the second of their arrival, thinned to some 500 points, peaks kept.</summary>
    public Series LatencyByArrival() => QueueSeries.LatencyByArrival(Requests);

    /// <summary>The arrival of the first served request that took longer than <paramref name="limit"/>; null if none did.</summary>
    public TimeSpan? FirstSlowerThan(TimeSpan limit)
    {
        foreach (var request in Requests)
        {
            if (request.Outcome == RequestOutcome.Succeeded && request.Latency > limit)
            {
                return request.Arrived;
            }
        }
        return null;
    }

    /// <summary>Served requests a second in a window of the run.</summary>
    public double Throughput(TimeSpan from, TimeSpan until) => Requests.Count(request =>
        request.Outcome == RequestOutcome.Succeeded && request.Ended > from && request.Ended <= until) / (until - from).TotalSeconds;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Served:#,0} of {Arrived:#,0} served, {Shed:#,0} shed, {TimedOut:#,0} timed out, {Unfinished:#,0} unfinished; "
        + $"held {MaxBusy:#,0}, queue {MaxQueue:#,0}; last at {LastServed.TotalSeconds:#,0.###} s; {Latency}";
}
