namespace HonestAsync.Lab;

/// <summary>Many requests on a <see cref="WorkerPool"/> that wait for one answer, and a health check after them.</summary>
/// <param name="BusyWhilePending">Threads still inside a request while all that could begin were waiting.</param>
/// <param name="HealthAnswered">The health check ran before the answer came.</param>
/// <param name="Completed">Requests that ended once the answer had arrived.</param>
public sealed record WaitingCrowd(int BusyWhilePending, bool HealthAnswered, int Completed)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);

    /// <summary>Each request awaits the answer.</summary>
    public static async Task<WaitingCrowd> AwaitingAsync(int threads, int requests)
    {
        var gate = new Gate("answer");
        return await RunAsync(threads, requests, () => gate.WaitAsync(), () => gate.Waiters == requests, gate.Open);
    }

    /// <summary>Each request blocks its thread until the answer comes.</summary>
    public static async Task<WaitingCrowd> BlockingAsync(int threads, int requests)
    {
        using var answer = new ManualResetEventSlim();
        int waiting = 0;
        return await RunAsync(threads, requests, () =>
        {
            Interlocked.Increment(ref waiting);
            answer.Wait(s_bound);
            return Task.CompletedTask;
        }, () => Volatile.Read(ref waiting) == threads, answer.Set);
    }

    private static async Task<WaitingCrowd> RunAsync(
        int threads, int requests, Func<Task> wait, Func<bool> allWait, Action release)
    {
        using var pool = new WorkerPool(threads);
        var all = Enumerable.Range(0, requests).Select(_ => pool.RunAsync(async () => await wait())).ToList();
        if (!SpinWait.SpinUntil(allWait, s_bound))
        {
            throw new TimeoutException("The requests did not come to their waits.");
        }
        bool healthy = false;
        pool.Post(_ => Volatile.Write(ref healthy, true), null);
        // the whole pool is idle, or all of its threads are inside a wait: then nothing can change before the release
        if (!SpinWait.SpinUntil(() => pool.IsIdle
            || (pool.Busy == threads && pool.QueueLength > requests - threads), s_bound))
        {
            throw new TimeoutException("The pool neither came to rest nor had all of its threads in a wait.");
        }
        var (busy, answered) = (pool.Busy, Volatile.Read(ref healthy));
        release();
        await Task.WhenAll(all).WaitAsync(s_bound, TimeProvider.System).ConfigureAwait(false);
        return new WaitingCrowd(busy, answered, all.Count(task => task.IsCompletedSuccessfully));
    }
}
