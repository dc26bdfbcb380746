namespace HonestAsync.Lab;

/// <summary>
/// A <see cref="WorkerPool"/> as a <see cref="TaskScheduler"/>, for what wants one; the default scheduler's stand-in.
/// </summary>
/// <remarks>
/// <see cref="TaskScheduler.FromCurrentSynchronizationContext"/> would not do: it says that it runs one task at a
/// time, and a <see cref="ConcurrentExclusiveSchedulerPair"/> believes it.
/// </remarks>
public sealed class PoolScheduler(WorkerPool pool) : TaskScheduler
{
    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => pool.Threads;

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => pool.Post(_ => TryExecuteTask(task), null);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <summary>Not offered: only a debugger asks.</summary>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
