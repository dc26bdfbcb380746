namespace HonestAsync.Lab;

/// <summary>
/// A burst of requests at time zero. Each takes a connection of a pool, runs one query that only waits, and gives the
/// connection back. Requests reach the pool directly, or through a number of threads that block.
/// </summary>
/// <remarks>Virtual time, but real code and real threads: the clock moves only when all of them wait, so every run is exact.</remarks>
/// <param name="Connections">Connections of the pool.</param>
/// <param name="MostHeld">The most that were out at once.</param>
/// <param name="Each">Every request.</param>
public sealed record PoolBurst(int Connections, int MostHeld, IReadOnlyList<PooledRequest> Each)
{
    /// <summary>At time zero: requests that no thread had taken, so that no handler sees them.</summary>
    public int BeforeTheFront => Each.Count(request => request.Handled > TimeSpan.Zero);

    /// <summary>At time zero: requests that were queued for a connection.</summary>
    public int AtThePool => Each.Count(request => request.Handled == TimeSpan.Zero && request.Leased > TimeSpan.Zero);

    /// <summary>Different moments at which requests were answered.</summary>
    public int Waves => Each.Select(request => request.Ended).Distinct().Count();

    /// <summary>The shortest latency.</summary>
    public TimeSpan First => Each.Min(request => request.Ended);

    /// <summary>The longest latency.</summary>
    public TimeSpan Last => Each.Max(request => request.Ended);

    /// <summary>The mean latency.</summary>
    public TimeSpan Mean => TimeSpan.FromTicks((long)Each.Average(request => request.Ended.Ticks));

    /// <summary>Answers a second until the last one.</summary>
    public double PerSecond => Each.Count / Last.TotalSeconds;

    /// <summary>The requests are awaited on one event loop: all begin at once, and no thread is held.</summary>
    public static PoolBurst Awaited(int requests, int connections, TimeSpan query)
    {
        var run = new PoolBurstRun(requests, connections, query);
        new EventLoop(run.Time).Run(() => Task.WhenAll(Enumerable.Range(0, requests).Select(run.AwaitAsync)));
        return run.Result();
    }

    /// <summary>Real threads take one request after the other, and block for the connection and for the query.</summary>
    public static PoolBurst OnThreads(int threads, int requests, int connections, TimeSpan query)
    {
        var run = new PoolBurstRun(requests, connections, query);
        var blocking = new BlockingThreads(run.Time);
        int next = -1;
        void TakeOneAfterTheOther()
        {
            for (int request; (request = Interlocked.Increment(ref next)) < requests;)
            {
                run.Block(request, blocking);
            }
        }
        blocking.Run([.. Enumerable.Repeat(TakeOneAfterTheOther, threads)]);
        return run.Result();
    }

    /// <summary>The 99th percentile (nearest rank) of a time of the requests.</summary>
    public TimeSpan P99(Func<PooledRequest, TimeSpan> time) =>
        Each.Select(time).Order().ElementAt((int)Math.Ceiling(0.99 * Each.Count) - 1);

    /// <summary>Which connection works on which wave, and when; milliseconds.</summary>
    public IReadOnlyList<LaneSpan> Lanes()
    {
        var waves = Each.Select(request => request.Ended).Distinct().Order().ToList();
        return [.. Each.OrderBy(request => request.Connection).ThenBy(request => request.Leased).Select(request => new LaneSpan(
            $"connection {request.Connection}", $"wave {waves.IndexOf(request.Ended) + 1}",
            request.Leased.TotalMilliseconds, request.Ended.TotalMilliseconds))];
    }
}
