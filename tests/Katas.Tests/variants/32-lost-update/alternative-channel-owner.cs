// right — each account has one owner, and only the owner touches the row
using System.Collections.Concurrent;
using System.Threading.Channels;

namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly ConcurrentDictionary<string, Lazy<ChannelWriter<Job>>> _owners = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        return (await AskAsync(account, amount, cancellationToken))!.Value;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        return await AskAsync(account, -amount, cancellationToken) is not null;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private async Task<decimal?> AskAsync(string account, decimal change, CancellationToken cancellationToken)
    {
        var job = new Job(change, cancellationToken);
        await using var registration = cancellationToken.Register(job.GiveUp);
        OwnerOf(account).TryWrite(job);
        return await job.Answer.Task;
    }

    private ChannelWriter<Job> OwnerOf(string account) => _owners.GetOrAdd(account, key => new Lazy<ChannelWriter<Job>>(() =>
    {
        var jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
        _ = OwnAsync(key, jobs.Reader);
        return jobs.Writer;
    })).Value;

    private async Task OwnAsync(string account, ChannelReader<Job> jobs)
    {
        await foreach (var job in jobs.ReadAllAsync())
        {
            // from here on the store hears of the token; a job that gave up before is skipped
            if (!job.Begin())
            {
                continue;
            }
            try
            {
                job.Answer.TrySetResult(await ApplyAsync(account, job));
            }
            catch (OperationCanceledException)
            {
                job.Answer.TrySetCanceled(job.Token);
            }
            catch (Exception error)
            {
                job.Answer.TrySetException(error);
            }
        }
    }

    private async Task<decimal?> ApplyAsync(string account, Job job)
    {
        var balance = await store.ReadAsync(account, job.Token);
        decimal after = balance.Amount + job.Change;
        if (after < 0)
        {
            return null;
        }
        await store.WriteAsync(account, after, job.Token);
        return after;
    }

    private sealed class Job(decimal change, CancellationToken token)
    {
        private int _state;

        public decimal Change => change;

        public CancellationToken Token => token;

        public TaskCompletionSource<decimal?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Begin() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public void GiveUp()
        {
            if (Interlocked.CompareExchange(ref _state, 2, 0) == 0)
            {
                Answer.TrySetCanceled(token);
            }
        }
    }
}
