using System.Diagnostics;
using Npgsql;

namespace HonestAsync.Lab;

/// <summary>
/// More requests than connections: each takes one from the pool, runs one query that only waits, and gives it back.
/// </summary>
/// <param name="Requests">Requests begun at once.</param>
/// <param name="Connections">Most connections of the pool.</param>
/// <param name="MostHeld">Most connections held at once, counted where they are taken and given back.</param>
/// <param name="MostSeenByServer">
/// Most that the server itself reported (<c>pg_stat_activity</c>), looked at every few milliseconds: too few, even 0,
/// where a busy machine did not look in time.
/// </param>
/// <param name="Backends">Different server processes that answered.</param>
/// <param name="Waves">Most queries that one connection ran: so many rounds it took.</param>
/// <param name="Completed">Real time from the common beginning to each answer, in the order of answers.</param>
public sealed record PoolRun(
    int Requests, int Connections, int MostHeld, int MostSeenByServer, int Backends, int Waves, IReadOnlyList<TimeSpan> Completed)
{
    private const string Name = "honest-async pool run";

    /// <summary>Runs it: 100 requests over 10 connections with queries of 200 ms take about 2 s.</summary>
    /// <param name="server">Where.</param>
    /// <param name="requests">At most 1,000.</param>
    /// <param name="connections">At most 50.</param>
    /// <param name="query">What one query waits on the server; 200 ms when null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PoolRun> MeasureAsync(
        PostgresServer server, int requests = 100, int connections = 10, TimeSpan? query = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(connections, 50);
        var pool = server.Pool(connections, Name);
        var watcher = server.Pool(1, "honest-async watcher");
        await using (pool.ConfigureAwait(false))
        await using (watcher.ConfigureAwait(false))
        {
            await OpenAllAsync(pool, connections, cancellationToken).ConfigureAwait(false);
            await OpenAllAsync(watcher, 1, cancellationToken).ConfigureAwait(false);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watch = MostSeenAsync(watcher, watching.Token);
            var held = new ConcurrencyProbe();
            long start = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(
                _ => RequestAsync(pool, query ?? TimeSpan.FromMilliseconds(200), held, start, cancellationToken))).ConfigureAwait(false);
            await watching.CancelAsync().ConfigureAwait(false);
            var byBackend = answers.GroupBy(answer => answer.Backend).ToList();
            return new PoolRun(requests, connections, held.Max, await watch.ConfigureAwait(false), byBackend.Count,
                byBackend.Max(answersOfOne => answersOfOne.Count()), [.. answers.Select(answer => answer.At).Order()]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Requests} requests over {Connections} connections: at most {MostHeld} held ({MostSeenByServer} seen by the server), "
        + $"{Waves} waves, last answer after {Completed[^1].TotalMilliseconds:0} ms";

    // opening takes longer than the first queries: it is no part of the run
    private static async Task OpenAllAsync(NpgsqlDataSource pool, int connections, CancellationToken cancellationToken)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(
            _ => pool.OpenConnectionAsync(cancellationToken).AsTask())).ConfigureAwait(false);
        foreach (var connection in open)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<(int Backend, TimeSpan At)> RequestAsync(
        NpgsqlDataSource pool, TimeSpan query, ConcurrencyProbe held, long start, CancellationToken cancellationToken)
    {
        var connection = await pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using (held.Enter())
            {
                using var command = new NpgsqlCommand("SELECT pg_backend_pid() FROM pg_sleep($1)", connection)
                {
                    Parameters = { new() { Value = query.TotalSeconds } },
                };
                int backend = (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
                return (backend, Stopwatch.GetElapsedTime(start));
            }
        }
    }

    private static async Task<int> MostSeenAsync(NpgsqlDataSource watcher, CancellationToken stop)
    {
        int most = 0;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        using var count = watcher.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state = 'active'");
        count.Parameters.Add(new() { Value = Name });
        try
        {
            do
            {
                object? now = await count.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false);
                most = Math.Max(most, (int)(long)now!);
            }
            while (await beat.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // the run is over
        }
        return most;
    }
}
