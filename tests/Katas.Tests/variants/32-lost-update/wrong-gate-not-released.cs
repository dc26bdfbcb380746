// caught by: A_store_call_that_fails_reaches_its_caller_and_leaves_the_account_usable — it works in every test where the store works
using System.Collections.Concurrent;

namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken);
        var balance = await store.ReadAsync(account, cancellationToken);
        decimal after = balance.Amount + amount;
        await store.WriteAsync(account, after, cancellationToken);
        gate.Release();
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken);
        var balance = await store.ReadAsync(account, cancellationToken);
        if (balance.Amount < amount)
        {
            gate.Release();
            return false;
        }
        await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
        gate.Release();
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private SemaphoreSlim GateOf(string account) => _gates.GetOrAdd(account, static _ => new SemaphoreSlim(1, 1));
}
