// caught by: No_account_waits_for_another — names are typed by people, so their case does not count
using System.Collections.Concurrent;

namespace HonestAsync.Katas.LostUpdate;

/// <summary>The wallet of the shop: money goes in, money goes out, an account never goes below zero.</summary>
/// <remarks>One instance serves the whole process, and no other process writes these rows.</remarks>
public sealed class Wallet(IBalanceStore store)
{
    // one gate for each account that was ever touched; see WHY.md for when that is too many
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds <paramref name="amount"/> to the account.</summary>
    /// <returns>The balance after the deposit, for the receipt.</returns>
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
            await store.WriteAsync(account, after, cancellationToken);
            return after;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Takes <paramref name="amount"/> from the account if there is enough.</summary>
    /// <returns>False, and nothing is taken, if there is not.</returns>
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

            await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What the account holds.</summary>
    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private SemaphoreSlim GateOf(string account) => _gates.GetOrAdd(account, static _ => new SemaphoreSlim(1, 1));
}
