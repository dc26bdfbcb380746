// caught by: A_hundred_deposits_that_run_into_one_another_are_all_there — three attempts are what the other services do
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        for (int attempt = 1; attempt <= 3; attempt++)
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            if (await store.TryWriteAsync(account, after, balance.Version, cancellationToken))
            {
                return after;
            }
        }
        throw new StoreUnavailableException();
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        for (int attempt = 1; attempt <= 3; attempt++)
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            if (balance.Amount < amount)
            {
                return false;
            }
            if (await store.TryWriteAsync(account, balance.Amount - amount, balance.Version, cancellationToken))
            {
                return true;
            }
        }
        throw new StoreUnavailableException();
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
