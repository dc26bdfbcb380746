namespace HonestAsync.Lab;

/// <summary>Benchmarks the load generator and its histogram on this machine; figures to show, not to assert.</summary>
public static class LoadBench
{
    private const double Rate = 5_000;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Runs an open loop of 5,000 requests per second, each a wait of 20 ms: two seconds in memory, then two over HTTP.
    /// </summary>
    public static Task<TextTable> OpenLoopAsync() => OpenLoopAsync(TimeSpan.FromSeconds(2));

    /// <summary>
    /// Measures a server that stalls for 1 s of every 5 s, with an open loop, a closed loop and installed tools; 10 to 20 s.
    /// </summary>
    public static async Task<string> StallAsync()
    {
        var limit = TimeSpan.FromMilliseconds(100);
        var service = new StalledService(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
        var run = await service.OnServerAsync(rate: 200, users: 10, limit).ConfigureAwait(false);
        return string.Join('\n', run.Notes.Prepend(StallReading.Table(run.Readings, limit).ToString()));
    }

    /// <summary>
    /// Compares the histogram's stated error with the measured one: 100,000 known times from 10 ms to 1,000 s, by percentile.
    /// </summary>
    public static TextTable HistogramError()
    {
        var histogram = new LatencyHistogram();
        var random = new Random(1);
        long[] ticks =
            [.. Enumerable.Range(0, 100_000).Select(_ => (long)(100_000 * Math.Pow(10, 5 * random.NextDouble()))).Order()];
        foreach (long value in ticks)
        {
            histogram.Record(TimeSpan.FromTicks(value));
        }
        double[] excess = [.. Enumerable.Range(1, 9_999).Select(i => (decimal)i / 100).Select(percentile =>
        {
            long exact = ticks[(int)Math.Ceiling(percentile * ticks.Length / 100) - 1];
            return (histogram.Percentile((double)percentile).Ticks - exact) / (double)exact;
        })];
        return TextTable.Of("histogram", "share of the value")
            .Row("a percentile is too high by at most", $"{histogram.RelativeError:0.00000}")
            .Row("largest of 9,999 percentiles", $"{excess.Max():0.00000}")
            .Row("smallest", $"{excess.Min():0.00000}");
    }

    internal static async Task<TextTable> OpenLoopAsync(TimeSpan duration)
    {
        var load = new OpenLoop(Rate, duration);
        await OpenLoopLoad.RunAsync(new OpenLoop(Rate, duration / 4), WaitAsync).ConfigureAwait(false);
        var memory = await OpenLoopLoad.RunAsync(load, WaitAsync).ConfigureAwait(false);
        var server = await WebServer.StartAsync().ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using var http = new HttpLoad(server.Await(s_wait), connections: 2_000);
            await http.RunAsync(new OpenLoop(Rate, duration / 4)).ConfigureAwait(false);
            var web = await http.RunAsync(load).ConfigureAwait(false);
            var table = TextTable.Of(
                "5,000 per second, 20 ms each", "served", "of", "p50, ms", "p99, ms", "lag p99, ms", "accepted");
            return Row(Row(table, "in memory", memory), "over HTTP", web);
        }
    }

    private static Task WaitAsync(LoadRequest request, CancellationToken token) => Task.Delay(s_wait, TimeProvider.System, token);

    private static TextTable Row(TextTable table, string where, OpenLoopReport report) => table.Row(where,
        report.Succeeded, report.Planned, report.Latency.Percentile(50).TotalMilliseconds,
        report.Latency.Percentile(99).TotalMilliseconds, report.Lag.Percentile(99).TotalMilliseconds,
        report.Rejection is { } reason ? $"no: {reason}" : "yes");
}
