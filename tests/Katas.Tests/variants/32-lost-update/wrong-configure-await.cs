// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — it cures the deadlocks that the team has read about
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var balance = await store.ReadAsync(account, cancellationToken).ConfigureAwait(false);
        decimal after = balance.Amount + amount;
        await store.WriteAsync(account, after, cancellationToken).ConfigureAwait(false);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var balance = await store.ReadAsync(account, cancellationToken).ConfigureAwait(false);
        if (balance.Amount < amount)
        {
            return false;
        }
        await store.WriteAsync(account, balance.Amount - amount, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken).ConfigureAwait(false)).Amount;
    }
}
