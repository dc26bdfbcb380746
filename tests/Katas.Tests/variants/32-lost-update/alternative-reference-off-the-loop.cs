// right — the reference, and each await says that it needs no context
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
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken).ConfigureAwait(false);
            decimal after = balance.Amount + amount;
            await store.WriteAsync(account, after, cancellationToken).ConfigureAwait(false);
            return after;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken).ConfigureAwait(false);
            if (balance.Amount < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance.Amount - amount, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken).ConfigureAwait(false)).Amount;
    }

    private SemaphoreSlim GateOf(string account) => _gates.GetOrAdd(account, static _ => new SemaphoreSlim(1, 1));
}
