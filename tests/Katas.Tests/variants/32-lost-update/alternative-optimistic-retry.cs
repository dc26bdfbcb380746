// right — nobody waits for anybody; who comes second notices and starts again
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        while (true)
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            if (await store.TryWriteAsync(account, after, balance.Version, cancellationToken))
            {
                return after;
            }
        }
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        while (true)
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
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
