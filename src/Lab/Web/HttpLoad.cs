using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HonestAsync.Lab;

/// <summary>
/// The requests of a load over HTTP/1.1 on connections of its own. The load generators start, time and count them;
/// this sends them and reports each outcome. Thread-safe.
/// </summary>
/// <remarks>
/// A request beyond the connections waits inside, and its latency contains that. It never retries; the platform does,
/// on a new connection, when an idle one turns out to be broken.
/// </remarks>
[DebuggerDisplay("{_target}")]
public sealed class HttpLoad : IDisposable
{
    /// <summary>The most connections that one load may ask for.</summary>
    public const int MostConnections = 16_000;

    private readonly HttpClient _client;
    private readonly Uri _target;
    private string? _firstError;

    /// <param name="target">What every request asks for.</param>
    /// <param name="connections">Most connections at once.</param>
    /// <exception cref="InvalidOperationException">This process may not open so many; the message says what to do.</exception>
    public HttpLoad(Uri target, int connections = 500)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(connections, MostConnections);
        FileHandles.Require(connections);
        _target = target;
        _client = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        })
        {
            // the generator gives up, by its own clock
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>The first failure, and what to do about it; null if none.</summary>
    public string? FirstError => Volatile.Read(ref _firstError);

    /// <summary>Runs an open loop of these requests on real time.</summary>
    public Task<OpenLoopReport> RunAsync(OpenLoop load, CancellationToken cancellationToken = default) =>
        OpenLoopLoad.RunAsync(load, SendAsync, TimeProvider.System, cancellationToken);

    /// <summary>Runs a closed loop of these requests on real time.</summary>
    public Task<ClosedLoopReport> RunAsync(ClosedLoop load, CancellationToken cancellationToken = default) =>
        ClosedLoopLoad.RunAsync(load, SendAsync, TimeProvider.System, cancellationToken);

    /// <summary>One request: succeeded with a code of success, shed with 429 or 503.</summary>
    /// <exception cref="HttpRequestException">Refused, broken off, or answered with another code.</exception>
    public async Task<RequestOutcome> SendAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(_target, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            {
                return RequestOutcome.Shed;
            }
            response.EnsureSuccessStatusCode();
            return RequestOutcome.Succeeded;
        }
        catch (HttpRequestException error)
        {
            Interlocked.CompareExchange(ref _firstError, Explain(error), null);
            throw;
        }
    }

    /// <summary>
    /// Warms up on a path that does not starve, with that many requests at once, repeatedly: both sides are compiled and
    /// connections are open. None of it is counted.
    /// </summary>
    public async Task WarmUpAsync(Uri target, int requests = 200, int atOnce = 20, CancellationToken cancellationToken = default)
    {
        for (int sent = 0; sent < requests; sent += atOnce)
        {
            var responses = await Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, requests - sent))
                .Select(_ => _client.GetAsync(target, cancellationToken))).ConfigureAwait(false);
            foreach (var response in responses)
            {
                response.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private string Explain(HttpRequestException error) => FileHandles.Explain(error) ?? error switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"No process listens on port {_target.Port}: the server has ended. Start it again; WebServer.IsRunning tells.",
        { HttpRequestError: HttpRequestError.ResponseEnded } or { InnerException: IOException } =>
            "The server broke the connection before it answered: it has ended, or it has as many connections as it accepts.",
        _ => error.Message,
    };
}
