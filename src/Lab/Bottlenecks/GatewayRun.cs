namespace HonestAsync.Lab;

/// <summary>
/// A real gateway under real open-loop load: Kestrel in its own process, set to two processors, with the default pool,
/// in front of a backend that only waits.
/// </summary>
/// <param name="Load">What the load counted and timed.</param>
/// <param name="Threads">Threads of the server's pool at the end.</param>
/// <param name="MostInside">The most requests that were being served at once, as the server counted them.</param>
public sealed record GatewayRun(OpenLoopReport Load, int Threads, long MostInside)
{
    /// <summary>Requests answered before their callers gave up.</summary>
    public int Served => Load.Succeeded;

    /// <summary>
    /// Runs it against a fresh server. Takes the duration, one second, and the patience if no request is answered.
    /// </summary>
    /// <param name="blocks">True: the handler blocks on the backend's task (sync over async). False: it awaits it.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">How long requests come.</param>
    /// <param name="backend">How long the backend takes.</param>
    /// <param name="patience">How long a caller waits.</param>
    public static async Task<GatewayRun> MeasureAsync(
        bool blocks, double rate, TimeSpan duration, TimeSpan backend, TimeSpan patience)
    {
        var server = await WebServer.StartAsync(new WebServerOptions { Processors = 2 }).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var target = blocks ? server.Block(backend) : server.Await(backend);
            using var http = new HttpLoad(target, connections: 3_000);
            await http.WarmUpAsync(server.Health).ConfigureAwait(false);
            var report = await http.RunAsync(new OpenLoop(rate, duration) { Timeout = patience }).ConfigureAwait(false);
            var stats = await server.StatsAsync().ConfigureAwait(false);
            return new GatewayRun(report, stats.Threads, stats.Of(target.AbsolutePath).MostInside);
        }
    }
}
