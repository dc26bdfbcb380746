// caught by: No_account_waits_for_another — a single owner cannot race with itself
using System.Threading.Channels;

namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly SemaphoreSlim _start = new(1, 1);
    private readonly Channel<Func<Task>> _jobs = Channel.CreateUnbounded<Func<Task>>();
    private Task? _owner;

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        return await InLineAsync(async () =>
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

        return await InLineAsync(async () =>
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

    private async Task<T> InLineAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _start.WaitAsync(cancellationToken);
        _owner ??= OwnAsync();
        _start.Release();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _jobs.Writer.TryWrite(async () =>
        {
            try
            {
                if (!answer.Task.IsCompleted)
                {
                    answer.TrySetResult(await change());
                }
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
            }
        });
        return await answer.Task;
    }

    private async Task OwnAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            await job();
        }
    }
}
