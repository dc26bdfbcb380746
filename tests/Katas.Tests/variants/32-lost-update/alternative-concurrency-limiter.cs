// right — a limiter for each account, with one permit and room for everybody in its queue
using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _limiters = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        using var permit = await LimiterOf(account).AcquireAsync(1, cancellationToken);
        var balance = await store.ReadAsync(account, cancellationToken);
        decimal after = balance.Amount + amount;
        await store.WriteAsync(account, after, cancellationToken);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        using var permit = await LimiterOf(account).AcquireAsync(1, cancellationToken);
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

    private ConcurrencyLimiter LimiterOf(string account) => _limiters.GetOrAdd(account,
        static _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }));
}
