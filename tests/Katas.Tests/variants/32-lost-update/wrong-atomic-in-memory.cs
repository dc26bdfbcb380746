// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — the sum is atomic now; only the writes still overtake one another
using System.Collections.Concurrent;

namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly ConcurrentDictionary<string, decimal> _balances = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var row = await store.ReadAsync(account, cancellationToken);
        decimal after = _balances.AddOrUpdate(account, _ => row.Amount + amount, (_, known) => known + amount);
        await store.WriteAsync(account, after, cancellationToken);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var row = await store.ReadAsync(account, cancellationToken);
        if (_balances.GetOrAdd(account, row.Amount) < amount)
        {
            return false;
        }
        decimal after = _balances.AddOrUpdate(account, _ => row.Amount - amount, (_, known) => known - amount);
        await store.WriteAsync(account, after, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
