namespace HonestAsync.Lab;

/// <summary>
/// A parent for tests: starts a database and a web server, puts a small load on them, and holds all that until it is
/// killed, or its own input ends.
/// </summary>
internal static class HoldCommand
{
    public static async Task<int> RunAsync()
    {
        using var over = new CancellationTokenSource();
        // a console's ReadLineAsync blocks like its ReadLine
        var input = Task.Run(Console.In.ReadLine);
        var database = PostgresServer.StartAsync(over.Token);
        var server = await WebServer.StartAsync(cancellationToken: over.Token).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var postgres = await database.ConfigureAwait(false);
            ParentWatch.Say(postgres.IsAvailable ? "ready" : $"ready, without PostgreSQL: {postgres.Reason}");
            using var load = new HttpLoad(server.Await(TimeSpan.FromMilliseconds(20)), connections: 8);
            var clients = Enumerable.Range(0, 8).Select(_ => AskAsync(load, postgres, over.Token)).ToList();
            // whatever the parent wrote: it is enough
            await Task.WhenAny([input, .. clients]).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(clients).ConfigureAwait(false);
            if (postgres.IsAvailable)
            {
                await postgres.Value.DisposeAsync().ConfigureAwait(false);
            }
        }
        return 0;
    }

    private static async Task AskAsync(HttpLoad load, Availability<PostgresServer> postgres, CancellationToken over)
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                await load.SendAsync(default, over).ConfigureAwait(false);
                if (postgres.IsAvailable)
                {
                    await PoolRun.MeasureAsync(postgres.Value, 4, 2, TimeSpan.FromMilliseconds(10), over).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the end of the holding
        }
    }
}
