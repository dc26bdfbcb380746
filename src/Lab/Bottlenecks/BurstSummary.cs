namespace HonestAsync.Lab;

/// <summary>Result of a burst through a pool, whichever way it was obtained.</summary>
/// <param name="How">A short name of the way.</param>
/// <param name="Waves">Rounds that it took.</param>
/// <param name="MostHeld">The most connections that were out at once.</param>
/// <param name="Mean">The mean latency.</param>
/// <param name="Last">The longest latency.</param>
/// <param name="Requests">Requests of the burst.</param>
public sealed record BurstSummary(string How, int Waves, int MostHeld, TimeSpan Mean, TimeSpan Last, int Requests)
{
    /// <summary>Answers a second until the last one.</summary>
    public double PerSecond => Requests / Last.TotalSeconds;

    /// <summary>
    /// By arithmetic: a queue of requests that all come at once and all take the same time (D/D/c, a batch at zero).
    /// Request i is answered in wave ⌈i / c⌉, after so many service times.
    /// </summary>
    public static BurstSummary Of(int requests, int connections, TimeSpan query)
    {
        int waves = (requests + connections - 1) / connections;
        double inWaves = Enumerable.Range(1, requests).Average(i => (double)((i + connections - 1) / connections));
        return new("theory", waves, Math.Min(requests, connections), query * inWaves, query * waves, requests);
    }

    /// <summary>By real code on a virtual clock.</summary>
    public static BurstSummary Of(PoolBurst burst)
    {
        ArgumentNullException.ThrowIfNull(burst);
        return new("code in virtual time", burst.Waves, burst.MostHeld, burst.Mean, burst.Last, burst.Each.Count);
    }

    /// <summary>By an event-driven simulation.</summary>
    public static BurstSummary Of(QueueRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new("queue model", run.Waves, run.MaxBusy, run.Latency.Mean, run.LastServed, run.Served);
    }

    /// <summary>By a real database: waves are the most queries of one connection, times are of this machine.</summary>
    public static BurstSummary Of(PoolRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new("PostgreSQL", run.Waves, run.MostHeld,
            TimeSpan.FromTicks((long)run.Completed.Average(time => time.Ticks)), run.Completed[^1], run.Requests);
    }

    /// <summary>Whether the counts (waves, connections held) are at most this share apart.</summary>
    public bool CountsAgree(BurstSummary other, double share = 0.1)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Abs(Waves - other.Waves) <= share * other.Waves && Math.Abs(MostHeld - other.MostHeld) <= share * other.MostHeld;
    }

    /// <summary>The longest latency as a multiple of another's.</summary>
    public double LastAgainst(BurstSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Last / other.Last;
    }
}
