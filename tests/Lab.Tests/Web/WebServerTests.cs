using System.Net;
using System.Net.Sockets;

namespace HonestAsync.Lab.Tests.Web;

public sealed class WebServerTests(WebServerTests.OneServer fixture) : IClassFixture<WebServerTests.OneServer>
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(60) };

    private WebServer Server => fixture.Server;

    [Fact]
    public async Task Every_path_answers()
    {
        Assert.Equal("ok", await s_client.GetStringAsync(Server.Health));
        Assert.Equal("awaited", await s_client.GetStringAsync(Server.Await(TimeSpan.FromMilliseconds(1))));
        Assert.Equal("blocked", await s_client.GetStringAsync(Server.Block(TimeSpan.FromMilliseconds(1))));
        Assert.Equal("served", await s_client.GetStringAsync(Server.Stall));
        Assert.InRange(int.Parse(await s_client.GetStringAsync(Server.Json), System.Globalization.CultureInfo.InvariantCulture), 50_000, 100_000);
        Assert.Contains("Threads", await s_client.GetStringAsync(new Uri(Server.Address, "/stats")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_counts_what_it_served()
    {
        var before = await Server.StatsAsync();

        for (int i = 0; i < 3; i++)
        {
            await s_client.GetStringAsync(Server.Await(TimeSpan.Zero));
        }

        var after = await Server.StatsAsync();
        Assert.InRange(after.Of("/await").Served - before.Of("/await").Served, 3, 4);
        Assert.True(after.Threads > 0);
    }

    [Theory]
    [InlineData("/await", HttpStatusCode.BadRequest)]
    [InlineData("/await?ms=-1", HttpStatusCode.BadRequest)]
    [InlineData("/block?ms=60001", HttpStatusCode.BadRequest)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task A_bad_request_gets_an_answer_that_names_the_valid_paths(string path, HttpStatusCode code)
    {
        using var response = await s_client.GetAsync(new Uri(Server.Address, path));

        Assert.Equal(code, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_server_calls_another_one_as_its_backend()
    {
        await using var front = await WebServer.StartAsync(new WebServerOptions { Backend = Server });

        Assert.Equal("awaited", await s_client.GetStringAsync(front.Await(TimeSpan.FromMilliseconds(1))));
        Assert.Equal("blocked", await s_client.GetStringAsync(front.Block(TimeSpan.FromMilliseconds(1))));
    }

    [Fact]
    public async Task A_starved_server_still_says_how_it_is_and_ends()
    {
        var server = await WebServer.StartAsync(new WebServerOptions { Processors = 1 });
        var identity = ProcessIdentity.Of(server.ProcessId)!;
        using var load = new HttpLoad(server.Block(TimeSpan.FromMinutes(1)), connections: 50);
        var run = load.RunAsync(new ClosedLoop(50, TimeSpan.FromMinutes(1)) { MaxRequests = 50 });
        var stats = await server.ServingAsync("/block", 1);
        while (stats.PendingWorkItems < 1)
        {
            stats = await server.StatsAsync();
        }

        await server.DisposeAsync();

        Assert.False(identity.IsAlive);
        Assert.Equal((0, 50), ((await run).Succeeded, (await run).Failed));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<ChildProcessException>(() => WebServer.StartAsync(new WebServerOptions { Port = port }));

        Assert.Contains($"Port {port} of 127.0.0.1 is taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_out_of_bounds_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => WebServer.StartAsync(new WebServerOptions { MaxConnections = 20_000 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => WebServer.StartAsync(new WebServerOptions { StallFor = TimeSpan.FromSeconds(5) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Server.Await(TimeSpan.FromHours(1)));
    }

    public sealed class OneServer : IAsyncLifetime
    {
        public WebServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await WebServer.StartAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
