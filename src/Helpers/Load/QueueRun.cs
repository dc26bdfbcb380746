namespace HonestAsync;

/// <summary>The result of a <see cref="QueueModel"/>. Each request has exactly one of four outcomes; times are exact.</summary>
public sealed record QueueRun
{
    /// <summary>Requests that arrived, without retries.</summary>
    public required int Arrived { get; init; }

    /// <summary>Requests answered in time.</summary>
    public required int Served { get; init; }

    /// <summary>Requests rejected because the line was full, with no try left.</summary>
    public required int Shed { get; init; }

    /// <summary>Requests that timed out, with no try left.</summary>
    public required int TimedOut { get; init; }

    /// <summary>Requests left at the horizon, or deadlocked: all servers wait for answers that need a server.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Tries after the first ones.</summary>
    public required int Retries { get; init; }

    /// <summary>Requests whose work was done after their callers had timed out.</summary>
    public required int Wasted { get; init; }

    /// <summary>The most servers busy at once (leases held, threads busy).</summary>
    public required int MaxBusy { get; init; }

    /// <summary>The greatest length of the line.</summary>
    public required int MaxQueue { get; init; }

    /// <summary>The most requests in the system at once: in line and in service.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>The number of servers at the end; more than at the start if the pool grew.</summary>
    public required int Servers { get; init; }

    /// <summary>The number of distinct times at which requests were served: the waves of a burst through a pool.</summary>
    public required int Waves { get; init; }

    /// <summary>When the last request was served; zero if none was served.</summary>
    public required TimeSpan LastServed { get; init; }

    /// <summary>When the simulation ended.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>The number of simulated events.</summary>
    public required long Events { get; init; }

    /// <summary>Times of served requests from first arrival to answer.</summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>Times of served requests from the arrival of the last try to the start of its service.</summary>
    public required LatencyHistogram Wait { get; init; }

    /// <summary>The time average of requests in the system, next to the arrival rate times the mean time of all tries.</summary>
    public required LittlesLaw Little { get; init; }

    /// <summary>The share of the servers' time in which they were busy.</summary>
    public required double Utilisation { get; init; }

    /// <summary>The requests, by number.</summary>
    public required IReadOnlyList<QueuedRequest> Requests { get; init; }

    /// <summary>Requests in line over time in seconds, for a <see cref="LineChart"/>.</summary>
    public required Series Queue { get; init; }

    /// <summary>Busy servers over time in seconds, for a <see cref="LineChart"/>.</summary>
    public required Series Busy { get; init; }

    /// <summary>
    /// Latency of served requests, in milliseconds, by their time of arrival in seconds; about 500 points that keep the peaks.
    /// </summary>
    public Series LatencyByArrival() => QueueSeries.LatencyByArrival(Requests);

    /// <summary>When the first served request arrived that took longer than <paramref name="limit"/>; null if none did.</summary>
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

    /// <summary>Served requests per second in a window of the run.</summary>
    public double Throughput(TimeSpan from, TimeSpan until)
    {
        int served = Requests.Count(request =>
            request.Outcome == RequestOutcome.Succeeded && request.Ended > from && request.Ended <= until);
        return served / (until - from).TotalSeconds;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Served:#,0} of {Arrived:#,0} served, {Shed:#,0} shed, {TimedOut:#,0} timed out, {Unfinished:#,0} unfinished; "
        + $"held {MaxBusy:#,0}, queue {MaxQueue:#,0}; last at {LastServed.TotalSeconds:#,0.###} s; {Latency}";
}
