// right — another way, by the same reader
namespace HonestAsync.Katas.LostUpdate;

/// <summary>The wallet of the shop: money goes in, money goes out, an account never goes below zero.</summary>
/// <remarks>One instance serves the whole process, and no other process writes these rows.</remarks>
public sealed class Wallet(IBalanceStore store)
{
    /// <summary>Adds <paramref name="amount"/> to the account.</summary>
    /// <returns>The balance after the deposit, for the receipt.</returns>
    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            if (await store.TryWriteAsync(account, after, balance.Version, cancellationToken))
            {
                return after;
            }
        }
    }

    /// <summary>Takes <paramref name="amount"/> from the account if there is enough.</summary>
    /// <returns>False, and nothing is taken, if there is not.</returns>
    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>What the account holds.</summary>
    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
