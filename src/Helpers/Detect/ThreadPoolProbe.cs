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

    /// <summary>Threads that work on an item, or were asked to and have not yet looked for one.</summary>
    internal static int Busy()
    {
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return most - available;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Threads} threads, {Queued} queued, {Completed} completed";
}
