// caught by: A_withdrawal_takes_no_more_than_there_is_and_undoes_no_deposit — nobody else writes these rows, so the wallet can keep the books itself
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, decimal> _books = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        decimal after;
        lock (_lock)
        {
            after = _books[account] = _books.GetValueOrDefault(account) + amount;
        }
        await store.WriteAsync(account, after, cancellationToken);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        decimal after;
        lock (_lock)
        {
            after = _books.GetValueOrDefault(account) - amount;
            if (after < 0)
            {
                return false;
            }
            _books[account] = after;
        }
        await store.WriteAsync(account, after, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }
}
