using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HonestAsync.Lab;

/// <summary>
/// The five services of <see cref="FiveCalls"/> as a Kestrel server of this process, on a free loopback port, asked
/// over real HTTP. It counts how many calls are in flight at once. Real time; one measurement at a time.
/// </summary>
public sealed class HttpServices : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _client;
    private volatile Counting _now = new(TimeSpan.Zero);

    private HttpServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(ServeAsync);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    /// <summary>Starts the server and asks each service once, so that neither side is cold.</summary>
    public static async Task<HttpServices> StartAsync()
    {
        var services = new HttpServices();
        await services._server.StartAsync().ConfigureAwait(false);
        services._client.BaseAddress = new Uri(
            services._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Task.WhenAll(FiveCalls.Times.Select((_, service) => services.CallAsync(service))).ConfigureAwait(false);
        await Task.Run(() => services.Call(0)).ConfigureAwait(false);
        return services;
    }

    /// <summary>The most calls in flight at once while <paramref name="calls"/> ran.</summary>
    /// <param name="patience">Real time for which each service holds its answer back until all five are asked.</param>
    /// <param name="calls">Calls each service once.</param>
    public async Task<int> MostInFlightAsync(TimeSpan patience, Func<HttpServices, Task> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var counting = _now = new Counting(patience);
        await calls(this).ConfigureAwait(false);
        _now = new Counting(TimeSpan.Zero);
        return counting.Inside.Max;
    }

    /// <summary>The median of the real times that <paramref name="calls"/> took.</summary>
    public async Task<TimeSpan> TakesAsync(int repeats, Func<HttpServices, Task> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var times = new List<TimeSpan>();
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await calls(this).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(start));
        }
        return times.Order().ElementAt(repeats / 2);
    }

    /// <summary>Calls a service, numbered from 0, and awaits its answer.</summary>
    public async Task CallAsync(int service)
    {
        using var response = await _client.GetAsync(Path(service)).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Calls a service and blocks the thread until it answers.</summary>
    public void Call(int service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(service));
        using var response = _client.Send(request, HttpCompletionOption.ResponseContentRead);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Blocks the calling thread while <paramref name="threads"/> threads of their own call one service each.</summary>
    public void CallOnThreads(int threads)
    {
        var all = Enumerable.Range(0, threads).Select(service =>
            new Thread(() => Call(service)) { IsBackground = true, Name = $"helper {service + 1}" }).ToArray();
        foreach (var thread in all)
        {
            thread.Start();
        }
        foreach (var thread in all)
        {
            thread.Join();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static Uri Path(int service) => new($"/{service.ToString(CultureInfo.InvariantCulture)}", UriKind.Relative);

    private async Task ServeAsync(HttpContext context)
    {
        var service = FiveCalls.Times[int.Parse(context.Request.Path.Value!.AsSpan(1), CultureInfo.InvariantCulture)];
        var counting = _now;
        // left before the answer is sent: a call that has its answer is no longer counted
        using (counting.Inside.Enter())
        {
            counting.OneMore();
            await Task.Delay(service, TimeProvider.System).ConfigureAwait(false);
            await counting.AllAskedAsync().ConfigureAwait(false);
        }
        await context.Response.WriteAsync("ok").ConfigureAwait(false);
    }

    private sealed class Counting(TimeSpan patience)
    {
        private readonly TaskCompletionSource _allAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public ConcurrencyProbe Inside { get; } = new();

        public void OneMore()
        {
            if (Interlocked.Increment(ref _asked) == FiveCalls.Times.Count)
            {
                _allAsked.TrySetResult();
            }
        }

        /// <summary>Ends when all are asked, or silently when the patience ends.</summary>
        public async Task AllAskedAsync() =>
            await Task.WhenAny(_allAsked.Task, Task.Delay(patience, TimeProvider.System)).ConfigureAwait(false);
    }
}
