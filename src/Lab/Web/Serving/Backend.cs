using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>What the server waits for: a timer, or another server over HTTP. Only asynchronous, as modern drivers are.</summary>
internal sealed class Backend : IDisposable
{
    private readonly HttpClient? _client;

    public Backend(Uri? address, int connections)
    {
        if (address is not null)
        {
            var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false };
            _client = new HttpClient(handler) { BaseAddress = address };
        }
    }

    public async Task CallAsync(TimeSpan wait)
    {
        if (_client is null)
        {
            await Task.Delay(wait, TimeProvider.System).ConfigureAwait(false);
            return;
        }
        string path = string.Create(CultureInfo.InvariantCulture, $"/await?ms={wait.TotalMilliseconds:0}");
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative)).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client?.Dispose();
}
