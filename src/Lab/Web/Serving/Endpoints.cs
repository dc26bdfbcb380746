using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HonestAsync.Lab;

/// <summary>What the server does on which path, and how often it did.</summary>
internal sealed class Endpoints : IDisposable
{
    private const int MostMilliseconds = 60_000;
    private readonly Backend _backend;
    private readonly StallSchedule _stalls;
    private readonly Lazy<byte[]> _json = new(() => JsonSample.OfMegabytes(5));
    private readonly Dictionary<string, Counted> _paths;

    public Endpoints(ServeOptions options)
    {
        _backend = new Backend(options.Backend, options.MaxConnections);
        _stalls = new StallSchedule(options.StallEvery, options.StallFor, TimeProvider.System);
        _paths = new(StringComparer.Ordinal)
        {
            ["/health"] = new(context => context.Response.WriteAsync("ok")),
            ["/stats"] = new(context => context.Response.WriteAsync(JsonSerializer.Serialize(Stats()))),
            ["/await"] = new(AwaitAsync),
            ["/block"] = new(BlockAsync),
            ["/json"] = new(JsonAsync),
            ["/stall"] = new(StallAsync),
        };
    }

    public ServerStats Stats() => new(
        ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount,
        _paths.Where(path => path.Value.Served + path.Value.Inside > 0)
            .ToDictionary(path => path.Key, path => path.Value.Stats(), StringComparer.Ordinal));

    public Task HandleAsync(HttpContext context)
    {
        if (_paths.TryGetValue(context.Request.Path.Value ?? "", out var path))
        {
            return path.ServeAsync(context);
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync($"There is {string.Join(", ", _paths.Keys)}.");
    }

    public void Dispose() => _backend.Dispose();

    private static async Task<TimeSpan?> WaitOfAsync(HttpContext context)
    {
        string? text = context.Request.Query["ms"];
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int ms) && ms <= MostMilliseconds)
        {
            return TimeSpan.FromMilliseconds(ms);
        }
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync($"Say for how long: ?ms=0 to {MostMilliseconds}.").ConfigureAwait(false);
        return null;
    }

    private async Task AwaitAsync(HttpContext context)
    {
        if (await WaitOfAsync(context).ConfigureAwait(false) is { } wait)
        {
            await _backend.CallAsync(wait).ConfigureAwait(false);
            await context.Response.WriteAsync("awaited").ConfigureAwait(false);
        }
    }

    private async Task BlockAsync(HttpContext context)
    {
        if (await WaitOfAsync(context).ConfigureAwait(false) is { } wait)
        {
            // the experiment: a thread of the pool waits for what needs a thread of the pool to complete
#pragma warning disable VSTHRD103
            _backend.CallAsync(wait).GetAwaiter().GetResult();
#pragma warning restore VSTHRD103
            await context.Response.WriteAsync("blocked").ConfigureAwait(false);
        }
    }

    private Task JsonAsync(HttpContext context)
    {
        int elements;
        using (var document = JsonDocument.Parse(_json.Value))
        {
            elements = document.RootElement.GetArrayLength();
        }
        return context.Response.WriteAsync(elements.ToString(CultureInfo.InvariantCulture));
    }

    private async Task StallAsync(HttpContext context)
    {
        await Task.Delay(_stalls.Remaining(), TimeProvider.System).ConfigureAwait(false);
        await context.Response.WriteAsync("served").ConfigureAwait(false);
    }

    private sealed class Counted(RequestDelegate serve)
    {
        private readonly ConcurrencyProbe _inside = new();
        private long _served;

        public long Served => Volatile.Read(ref _served);

        public long Inside => _inside.Current;

        public EndpointStats Stats() => new(Served, Inside, _inside.Max);

        public async Task ServeAsync(HttpContext context)
        {
            using (_inside.Enter())
            {
                await serve(context).ConfigureAwait(false);
            }
            Interlocked.Increment(ref _served);
        }
    }
}
