// right — the loop over a queue that anybody can write in an afternoon
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _lines = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        await EnterAsync(account, cancellationToken);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            await store.WriteAsync(account, after, cancellationToken);
            return after;
        }
        finally
        {
            Leave(account);
        }
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        await EnterAsync(account, cancellationToken);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            if (balance.Amount < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
            return true;
        }
        finally
        {
            Leave(account);
        }
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private async Task EnterAsync(string account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (!_lines.TryGetValue(account, out var line))
            {
                // in front: an entry says that somebody is inside
                _lines[account] = [];
                return;
            }
            line.AddLast(turn);
        }
        await using var registration = cancellationToken.Register(() =>
        {
            lock (_lines)
            {
                if (!_lines.TryGetValue(account, out var line) || !line.Remove(turn))
                {
                    return;
                }
            }
            turn.TrySetCanceled(cancellationToken);
        });
        await turn.Task;
    }

    private void Leave(string account)
    {
        TaskCompletionSource next;
        lock (_lines)
        {
            var line = _lines[account];
            if (line.First is null)
            {
                _lines.Remove(account);
                return;
            }
            next = line.First.Value;
            line.RemoveFirst();
        }
        next.SetResult();
    }
}
