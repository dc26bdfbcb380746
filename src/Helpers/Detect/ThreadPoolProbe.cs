namespace HonestAsync;

/// <summary>What the process's ThreadPool is doing; one moment, read without a lock.</summary>
/// <param name="Threads">Threads it has now.</param>
/// <param name="Queued">Items that wait for a thread.</param>
/// <param name="Completed">Items it has finished since the process began.</param>
public sealed record ThreadPoolProbe(int Threads, long Queued, long Completed)
{
    /// <summary>Reads the counters now.</summary>
    public static ThreadPoolProbe Now() =>
        new(ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount, ThreadPool.CompletedWorkItemCount);

    /// <inheritdoc/>
    public override string ToString() => $"{Threads} threads, {Queued} queued, {Completed} completed";
}
