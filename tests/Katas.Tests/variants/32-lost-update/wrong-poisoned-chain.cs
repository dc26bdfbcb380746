// caught by: A_store_call_that_fails_reaches_its_caller_and_leaves_the_account_usable — each change awaits the one before it, and with it its exception
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        return await InLineAsync(account, async () =>
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            await store.WriteAsync(account, after, cancellationToken);
            return after;
        }, cancellationToken);
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        return await InLineAsync(account, async () =>
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            if (balance.Amount < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private Task<T> InLineAsync<T>(string account, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var mine = AfterAsync(_last.GetValueOrDefault(account, Task.CompletedTask));
            _last[account] = mine;
            return mine;
        }

        async Task<T> AfterAsync(Task before)
        {
            await before.WaitAsync(cancellationToken);
            return await change();
        }
    }
}
