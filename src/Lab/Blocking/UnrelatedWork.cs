namespace HonestAsync.Lab;

/// <summary>
/// A loop on virtual time with three things on it that have nothing to do with each other: a query, sent at 0 and
/// answered at 10 ms; a report; and a health check, queued at 0 after the report.
/// </summary>
public sealed class UnrelatedWork
{
    private static readonly TimeSpan s_query = TimeSpan.FromMilliseconds(10);
    private readonly VirtualTime _time = new();
    private LaneSpan? _report;

    private UnrelatedWork()
    {
    }

    /// <summary>When the database's answer arrived.</summary>
    public TimeSpan Arrived { get; private set; }

    /// <summary>When the code after the query's await resumed.</summary>
    public TimeSpan Continued { get; private set; }

    /// <summary>When the health check was answered.</summary>
    public TimeSpan Health { get; private set; }

    /// <summary>Runs the three; <paramref name="report"/> is what the report does.</summary>
    public static UnrelatedWork Beside(Func<VirtualTime, Task> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var work = new UnrelatedWork();
        var loop = new EventLoop(work._time);
        loop.Run(async () =>
        {
            var query = work.QueryAsync();
            var reporting = new TaskCompletionSource<Task>();
            loop.Post(_ => reporting.SetResult(work.ReportAsync(report)), null);
            loop.Post(_ => work.Health = work._time.Elapsed, null);
            await Task.WhenAll(query, reporting.Task.Unwrap());
        });
        return work;
    }

    /// <summary>What was busy; names of lanes begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) =>
    [
        new($"{prefix}: database", "query", 0, Arrived.TotalMilliseconds),
        _report! with { Lane = $"{prefix}: loop" },
    ];

    /// <summary>When the two others got their turn.</summary>
    public IReadOnlyList<LaneMark> Marks(string prefix) =>
    [
        new($"{prefix}: loop", "health check answered", Health.TotalMilliseconds),
        new($"{prefix}: loop", "query goes on", Continued.TotalMilliseconds),
    ];

    private async Task QueryAsync()
    {
        var answer = new FakeDependency(_time, s_query).CallAsync();
        _ = answer.ContinueWith(
            _ => Arrived = _time.Elapsed,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await answer;
        Continued = _time.Elapsed;
    }

    private async Task ReportAsync(Func<VirtualTime, Task> report)
    {
        double start = _time.Elapsed.TotalMilliseconds;
        var running = report(_time);
        // how long it held the loop: until its first suspension
        _report = new LaneSpan("loop", "report computes", start, _time.Elapsed.TotalMilliseconds);
        await running;
    }
}
