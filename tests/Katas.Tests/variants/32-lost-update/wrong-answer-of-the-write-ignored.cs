// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — the conditional write is used, and that is what it is for
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var balance = await store.ReadAsync(account, cancellationToken);
        decimal after = balance.Amount + amount;
        await store.TryWriteAsync(account, after, balance.Version, cancellationToken);
        return after;
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
        await store.TryWriteAsync(account, balance.Amount - amount, balance.Version, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
