// caught by: Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers — the compiler refuses an await inside a lock, so the await goes
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly Lock _lock = new();

    public Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        lock (_lock)
        {
            var balance = store.ReadAsync(account, cancellationToken).Result;
            decimal after = balance.Amount + amount;
            store.WriteAsync(account, after, cancellationToken).Wait();
            return Task.FromResult(after);
        }
    }

    public Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        lock (_lock)
        {
            var balance = store.ReadAsync(account, cancellationToken).Result;
            if (balance.Amount < amount)
            {
                return Task.FromResult(false);
            }
            store.WriteAsync(account, balance.Amount - amount, cancellationToken).Wait();
            return Task.FromResult(true);
        }
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
