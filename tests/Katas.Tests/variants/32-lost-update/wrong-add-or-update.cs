// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — the dictionary is thread-safe, so what happens inside it must be, too
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

        decimal Change(decimal balance)
        {
            store.WriteAsync(account, balance + amount, cancellationToken).GetAwaiter().GetResult();
            return balance + amount;
        }

        await Task.Yield();
        return _balances.AddOrUpdate(
            account, _ => Change(store.ReadAsync(account, cancellationToken).GetAwaiter().GetResult().Amount), (_, known) => Change(known));
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var balance = await store.ReadAsync(account, cancellationToken);
        if (balance.Amount < amount)
        {
            return false;
        }
        await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
