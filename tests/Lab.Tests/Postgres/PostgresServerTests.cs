namespace HonestAsync.Lab.Tests.Postgres;

public sealed class PostgresServerTests(SharedPostgres shared) : IClassFixture<SharedPostgres>
{
    [Fact]
    public async Task It_answers_and_says_its_version()
    {
        await using var pool = shared.Server.Pool(1);
        await using var command = pool.CreateCommand("SHOW server_version");

        string version = (string)(await command.ExecuteScalarAsync())!;

        Assert.StartsWith(shared.Server.Version, version, StringComparison.Ordinal);
        Assert.Contains(shared.Server.Version, shared.Server.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_and_asks_for_a_password()
    {
        Needs.That(shared.Server.IsPrivate, "is about a private server");
        await using var pool = shared.Server.Pool(1);
        await using var command = pool.CreateCommand("SELECT current_setting('listen_addresses') || ',' || current_setting('unix_socket_directories')");
        Assert.Equal("127.0.0.1,", await command.ExecuteScalarAsync());
        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(shared.Server.ConnectionString) { Password = "guessed", Pooling = false };
        await using var stranger = new Npgsql.NpgsqlConnection(wrong.ConnectionString);

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => stranger.OpenAsync());

        Assert.Equal("28P01", error.SqlState);
    }

    [Fact]
    public async Task A_pool_is_never_held_by_more_than_it_has_connections()
    {
        var run = await PoolRun.MeasureAsync(shared.Server, requests: 20, connections: 4, TimeSpan.FromMilliseconds(20));

        Assert.Equal((4, 4), (run.MostHeld, run.Backends));
        // it looks when it gets to it: on a busy machine that may be after the last query
        Assert.InRange(run.MostSeenByServer, 0, 4);
        Assert.InRange(run.Waves, 5, 20);
        Assert.Equal(20, run.Completed.Count);
        Assert.Equal(run.Completed.Order(), run.Completed);
    }

    [Fact]
    public async Task A_pool_run_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var run = PoolRun.MeasureAsync(shared.Server, 10, 2, TimeSpan.FromMinutes(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Numbers_out_of_bounds_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PoolRun.MeasureAsync(shared.Server, connections: 51));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PoolRun.MeasureAsync(shared.Server, requests: 0));
    }

    [Fact]
    public async Task A_server_that_already_runs_is_used_and_left_running()
    {
        var named = await PostgresServer.StartAsync(() => new("none"), shared.Server.ConnectionString, CancellationToken.None);

        Assert.False(named.Value.IsPrivate);
        Assert.Equal(shared.Server.Version, named.Value.Version);
        await named.Value.DisposeAsync();
        await using var pool = shared.Server.Pool(1);
        await using var still = pool.CreateCommand("SELECT 1");
        Assert.Equal(1, await still.ExecuteScalarAsync());
    }
}
