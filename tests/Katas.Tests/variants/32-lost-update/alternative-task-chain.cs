// right — each change begins when the one before it has ended, whatever its end
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

    private async Task<T> InLineAsync<T>(string account, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource();
        Task before;
        lock (_lock)
        {
            before = _last.GetValueOrDefault(account, Task.CompletedTask);
            _last[account] = mine.Task;
        }
        try
        {
            await before.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // who comes after must still wait for who was before
            _ = before.ContinueWith(_ => mine.SetResult(), TaskScheduler.Default);
            throw;
        }
        try
        {
            return await change();
        }
        finally
        {
            mine.SetResult();
        }
    }
}
