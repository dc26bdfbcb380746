using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>
/// A Kestrel server in its own process, on a free loopback port. It ends when it is disposed, and when this process
/// ends, however it ends. Thread-safe. Warm it up on <see cref="Health"/>, never on a path that starves.
/// </summary>
[DebuggerDisplay("{Address,nq} (process {ProcessId})")]
public sealed class WebServer : IAsyncDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private readonly ChildProcess _child;

    private WebServer(ChildProcess child)
    {
        _child = child;
        Address = new Uri(child.Hello);
    }

    /// <summary>Where it listens; the port is new in every run.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _child.Id;

    /// <summary>False once it has ended, also by itself.</summary>
    public bool IsRunning => _child.IsRunning;

    /// <summary>Answers at once.</summary>
    public Uri Health => new(Address, "/health");

    /// <summary>Parses 5 MB of JSON on the thread of the request, and answers with the number of its elements.</summary>
    public Uri Json => new(Address, "/json");

    /// <summary>Answers at once, except in the last second of every five: then at its end (see the options).</summary>
    public Uri Stall => new(Address, "/stall");

    /// <summary>Calls the backend, which takes <paramref name="wait"/>, and awaits its answer.</summary>
    public Uri Await(TimeSpan wait) => Waiting("await", wait);

    /// <summary>Calls the same asynchronous backend, and blocks the thread until it answers.</summary>
    public Uri Block(TimeSpan wait) => Waiting("block", wait);

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="ChildProcessException">It did not start; the message says why, a taken port for example.</exception>
    public static async Task<WebServer> StartAsync(WebServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WebServerOptions();
        options.Check();
        var start = ChildStart.OfLab("web server", "serve", JsonSerializer.Serialize(ServeOptions.Of(options)));
        if (options.Processors is { } processors)
        {
            // the runtime reads this one as a hexadecimal number
            start = start.With("DOTNET_PROCESSOR_COUNT", processors.ToString("x", CultureInfo.InvariantCulture));
        }
        return new WebServer(await ChildProcess.StartAsync(start, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the counts over a pipe, not over HTTP: a starved server answers this, too.</summary>
    /// <exception cref="ChildProcessException">It has ended.</exception>
    public async Task<ServerStats> StatsAsync(CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<ServerStats>(await _child.AskAsync("stats", cancellationToken).ConfigureAwait(false))!;

    /// <summary>Ends it at once, as a crash would: open connections break.</summary>
    public void Kill() => _child.Kill();

    /// <summary>Ends it, starved or not.</summary>
    public ValueTask DisposeAsync() => _child.DisposeAsync();

    /// <inheritdoc/>
    public override string ToString() => $"web server of its own process, {(IsRunning ? "running" : "ended")}";

    private Uri Waiting(string path, TimeSpan wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, s_longestWait);
        return new Uri(Address, string.Create(CultureInfo.InvariantCulture, $"/{path}?ms={wait.TotalMilliseconds:0}"));
    }
}
