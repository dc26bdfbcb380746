// caught by: A_cancelled_change_is_not_booked_and_the_next_one_is — the wait for the write can be given up, and with it the gate
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
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            await store.WriteAsync(account, after, CancellationToken.None).WaitAsync(cancellationToken);
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
        await gate.WaitAsync(cancellationToken);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            if (balance.Amount < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance.Amount - amount, CancellationToken.None).WaitAsync(cancellationToken);
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
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private SemaphoreSlim GateOf(string account) => _gates.GetOrAdd(account, static _ => new SemaphoreSlim(1, 1));
}
