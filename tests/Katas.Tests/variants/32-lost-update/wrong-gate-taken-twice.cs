// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — reading goes through the gate, too, and the deposit reads
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
            decimal after = await BalanceInTurnAsync(account, cancellationToken) + amount;
            await store.WriteAsync(account, after, cancellationToken);
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
            decimal balance = await BalanceInTurnAsync(account, cancellationToken);
            if (balance < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance - amount, cancellationToken);
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

    private async Task<decimal> BalanceInTurnAsync(string account, CancellationToken cancellationToken)
    {
        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken);
        try
        {
            return (await store.ReadAsync(account, cancellationToken)).Amount;
        }
        finally
        {
            gate.Release();
        }
    }

    private SemaphoreSlim GateOf(string account) => _gates.GetOrAdd(account, static _ => new SemaphoreSlim(1, 1));
}
