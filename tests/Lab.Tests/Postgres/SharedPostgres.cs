namespace HonestAsync.Lab.Tests.Postgres;

/// <summary>One server for all tests of this folder; where there is none, each of them says why it is skipped.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private Availability<PostgresServer> _found = null!;

    public PostgresServer Server => Needs.Available(_found);

    public async ValueTask InitializeAsync() => _found = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_found.IsAvailable)
        {
            await _found.Value.DisposeAsync();
        }
    }
}
