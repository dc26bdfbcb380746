// Leave as is: the types around the wallet, and the double that stands in for the database.
namespace HonestAsync.Katas.LostUpdate;

/// <summary>One row of the table of balances. The version grows with every write.</summary>
public sealed record Balance(decimal Amount, long Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Amount:0} (version {Version})";
}

/// <summary>The table of balances: one call is one round trip to the database.</summary>
/// <remarks>
/// An account that was never written has the amount 0 and the version 0. A call that fails or is cancelled has
/// changed nothing.
/// </remarks>
public interface IBalanceStore
{
    /// <summary>Reads one row.</summary>
    Task<Balance> ReadAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>Sets the amount, whatever the row holds by then.</summary>
    Task WriteAsync(string account, decimal amount, CancellationToken cancellationToken = default);

    /// <summary>Sets the amount if the row still has the expected version.</summary>
    /// <returns>False, and nothing has changed, if it has not.</returns>
    Task<bool> TryWriteAsync(
        string account, decimal amount, long expectedVersion, CancellationToken cancellationToken = default);
}

/// <summary>The database could not be reached.</summary>
public sealed class StoreUnavailableException() : Exception("the store is unavailable");

/// <summary>A table in memory. Its <see cref="ScriptedDependency"/> says when each call is answered, and so in which order.</summary>
/// <remarks>Thread safe. Answers complete inline, on the thread that gives them; a real driver does the opposite.</remarks>
public sealed class FakeBalances(ScriptedDependency script) : IBalanceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Balance> _rows = new(StringComparer.Ordinal);
    private int _writes;

    /// <summary>Runs after each call has arrived; a test may use it to send the answer on its way.</summary>
    public Action? Arrived { get; init; }

    /// <summary>What the account holds in the table.</summary>
    public decimal this[string account]
    {
        get => Row(account).Amount;
        init => _rows[account] = new Balance(value, 1);
    }

    /// <summary>Writes that have been asked for, conditional ones included.</summary>
    public int WritesAsked => Volatile.Read(ref _writes);

    /// <inheritdoc/>
    public Task<Balance> ReadAsync(string account, CancellationToken cancellationToken = default) =>
        CallAsync($"read {account}", () => Row(account), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string account, decimal amount, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        return CallAsync($"write {account} {amount:0}", () =>
        {
            Set(account, amount, null);
            return default(ValueTuple);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(
        string account, decimal amount, long expectedVersion, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        return CallAsync(
            $"write {account} {amount:0} if version {expectedVersion}",
            () => Set(account, amount, expectedVersion),
            cancellationToken);
    }

    private Task<T> CallAsync<T>(string label, Func<T> answer, CancellationToken cancellationToken)
    {
        var call = script.CallAsync(label, answer, cancellationToken);
        Arrived?.Invoke();
        return call;
    }

    private Balance Row(string account)
    {
        lock (_lock)
        {
            return _rows.GetValueOrDefault(account) ?? new Balance(0, 0);
        }
    }

    private bool Set(string account, decimal amount, long? expectedVersion)
    {
        lock (_lock)
        {
            long version = Row(account).Version;
            if (expectedVersion is not null && expectedVersion != version)
            {
                return false;
            }
            _rows[account] = new Balance(amount, version + 1);
            return true;
        }
    }
}

/// <summary>A store that lets one account wait until the bell rings, and nobody else.</summary>
public sealed class SlowFor(string slowAccount, Gate bell, IBalanceStore store) : IBalanceStore
{
    /// <inheritdoc/>
    public async Task<Balance> ReadAsync(string account, CancellationToken cancellationToken = default)
    {
        await BellAsync(account, cancellationToken).ConfigureAwait(false);
        return await store.ReadAsync(account, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string account, decimal amount, CancellationToken cancellationToken = default)
    {
        await BellAsync(account, cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(account, amount, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(
        string account, decimal amount, long expectedVersion, CancellationToken cancellationToken = default)
    {
        await BellAsync(account, cancellationToken).ConfigureAwait(false);
        return await store.TryWriteAsync(account, amount, expectedVersion, cancellationToken).ConfigureAwait(false);
    }

    private Task BellAsync(string account, CancellationToken cancellationToken) =>
        account == slowAccount ? bell.WaitAsync(cancellationToken) : Task.CompletedTask;
}
