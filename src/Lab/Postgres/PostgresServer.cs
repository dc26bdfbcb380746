using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace HonestAsync.Lab;

/// <summary>
/// A PostgreSQL server for experiments: a private one in a temporary folder, on a free loopback port, or the one
/// that <see cref="Variable"/> names. The private one and its folder are removed when this is disposed, and when this
/// process ends, however it ends. It trades safety for speed: nothing in it survives a crash.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The environment variable with a connection string to a server to use instead of a private one.</summary>
    public const string Variable = "HONEST_ASYNC_POSTGRES";

    // longer than the keeper's own bounds for initdb and the server, so that its message names the one that was late
    private static readonly TimeSpan s_startBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_endBound = TimeSpan.FromSeconds(15);
    private readonly ChildProcess? _keeper;

    private PostgresServer(string connectionString, string version, ChildProcess? keeper) =>
        (ConnectionString, Version, _keeper) = (connectionString, version, keeper);

    /// <summary>For this process only: contains the password, which is new in every run.</summary>
    public string ConnectionString { get; }

    /// <summary>For example <c>15.13</c>.</summary>
    public string Version { get; }

    /// <summary>False for a server that another owner runs: it is left as it was found.</summary>
    public bool IsPrivate => _keeper is not null;

    internal int KeeperProcess => _keeper?.Id ?? 0;

    /// <summary>
    /// Takes one to two seconds of real time. A missing or broken server does not throw: the result holds the reason.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    public static Task<Availability<PostgresServer>> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(PostgresPrograms.Find, Environment.GetEnvironmentVariable(Variable), cancellationToken);

    /// <summary>A pool of at most so many connections; the caller disposes it. No connection is opened yet.</summary>
    /// <param name="connections">Most connections at once.</param>
    /// <param name="name">By which the server knows them (<c>application_name</c>).</param>
    public NpgsqlDataSource Pool(int connections, string name = "honest-async")
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            MaxPoolSize = connections,
            MinPoolSize = 0,
            ApplicationName = name,
            Timeout = 30,
            CommandTimeout = 30,
        };
        return NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync().ConfigureAwait(false);
            // something is left to do only if the keeper itself was killed
            TempDirectory.RemoveAbandoned(Path.GetTempPath());
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"PostgreSQL {Version}, {(IsPrivate ? "a private server" : $"the server of {Variable}")}";

    internal static async Task<Availability<PostgresServer>> StartAsync(
        Func<Availability<PostgresPrograms>> find, string? existing, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(existing))
        {
            return await ConnectAsync(existing, keeper: null, cancellationToken).ConfigureAwait(false);
        }
        var programs = find();
        if (!programs.IsAvailable)
        {
            return new(programs.Reason);
        }
        ChildProcess? keeper = null;
        var server = new Availability<PostgresServer>("PostgreSQL was not started.");
        try
        {
            var start = ChildStart.OfLab("keeper of PostgreSQL", "postgres", programs.Value.Folder)
                with { StartBound = s_startBound, EndBound = s_endBound };
            keeper = await ChildProcess.StartAsync(start, cancellationToken).ConfigureAwait(false);
            var hello = JsonSerializer.Deserialize<KeeperHello>(keeper.Hello)!;
            return server = hello.Failure is null
                ? await ConnectAsync(hello.ConnectionString!, keeper, cancellationToken).ConfigureAwait(false)
                : new(hello.Failure);
        }
        catch (ChildProcessException error)
        {
            return new(error.Message);
        }
        finally
        {
            if (keeper is not null && !server.IsAvailable)
            {
                await keeper.DisposeAsync().ConfigureAwait(false);
            }
        }
    }


    private static async Task<Availability<PostgresServer>> ConnectAsync(
        string connectionString, ChildProcess? keeper, CancellationToken cancellationToken)
    {
        try
        {
            var connection = new NpgsqlConnection(connectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return new(new PostgresServer(connectionString, connection.PostgreSqlVersion.ToString(), keeper));
            }
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or FormatException)
        {
            return new(keeper is not null
                ? $"The private PostgreSQL server does not answer: {error.Message}"
                : $"The server that {Variable} names does not answer: {error.Message} "
                    + "Correct the variable, or unset it for a private server.");
        }
    }
}
