namespace HonestAsync.Lab.Tests.Web;

public class HttpLoadTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_open_loop_is_served()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(server.Await(TimeSpan.FromMilliseconds(5)), connections: 50);
        await load.WarmUpAsync(server.Health, 10);

        var report = await load.RunAsync(new OpenLoop(200, TimeSpan.FromMilliseconds(250)));

        Assert.Equal((50, 50, 0), (report.Started, report.Succeeded, report.Failed));
        Assert.Equal(50, (await server.StatsAsync()).Of("/await").Served);
        Assert.Null(load.FirstError);
    }

    [Fact]
    public async Task Connections_are_as_many_as_allowed()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(server.Await(TimeSpan.FromMilliseconds(1)), connections: 3);

        var report = await load.RunAsync(new ClosedLoop(30, s_long) { MaxRequests = 60 });

        Assert.Equal(60, report.Succeeded);
        Assert.InRange((await server.StatsAsync()).Of("/await").MostInside, 1, 3);
    }

    [Fact]
    public async Task A_bad_answer_is_a_failure_and_is_quoted()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(new Uri(server.Address, "/nothing"));

        var report = await load.RunAsync(new ClosedLoop(1, s_long) { MaxRequests = 2 });

        Assert.Equal((0, 2), (report.Succeeded, report.Failed));
        Assert.Contains("404", load.FirstError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(server.Await(s_long));

        var report = await load.RunAsync(new ClosedLoop(1, s_long) { MaxRequests = 1, Timeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal((0, 1), (report.Succeeded, report.TimedOut));
    }

    [Fact]
    public async Task A_stopped_load_returns_what_ran()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(server.Await(s_long));
        using var stop = new CancellationTokenSource();
        var run = load.RunAsync(new OpenLoop(1_000, s_long), stop.Token);
        await server.ServingAsync("/await", 5);

        await stop.CancelAsync();

        var report = await run;
        Assert.True(report.Partial);
        Assert.Equal((0, report.Started), (report.Succeeded, report.Unfinished));
    }

    [Fact]
    public async Task A_server_that_dies_under_load_is_named_as_the_cause()
    {
        await using var server = await WebServer.StartAsync();
        using var load = new HttpLoad(server.Await(s_long));
        using var late = new HttpLoad(server.Health);
        var run = load.RunAsync(new ClosedLoop(5, s_long) { MaxRequests = 5 });
        await server.ServingAsync("/await", 5);

        server.Kill();

        Assert.Equal((0, 5), ((await run).Succeeded, (await run).Failed));
        Assert.Contains("has ended", load.FirstError, StringComparison.Ordinal);
        Assert.Equal(1, (await late.RunAsync(new ClosedLoop(1, s_long) { MaxRequests = 1 })).Failed);
        Assert.Contains("No process listens", late.FirstError, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ChildProcessException>(() => server.StatsAsync());
    }
}
