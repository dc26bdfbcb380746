// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — a fresh look just before the write, and the window is nearly shut
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        decimal after;
        Balance seen;
        do
        {
            seen = await store.ReadAsync(account, cancellationToken);
            after = seen.Amount + amount;
        }
        while ((await store.ReadAsync(account, cancellationToken)).Version != seen.Version);
        await store.WriteAsync(account, after, cancellationToken);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        Balance seen;
        do
        {
            seen = await store.ReadAsync(account, cancellationToken);
            if (seen.Amount < amount)
            {
                return false;
            }
        }
        while ((await store.ReadAsync(account, cancellationToken)).Version != seen.Version);
        await store.WriteAsync(account, seen.Amount - amount, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
