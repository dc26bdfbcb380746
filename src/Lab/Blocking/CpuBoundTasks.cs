namespace HonestAsync.Lab;

/// <summary>What an executor did during CPU-bound work.</summary>
/// <param name="Beats">Heartbeats while all tasks were at work, counted up to <see cref="CpuBoundTasks.Enough"/>.</param>
/// <param name="ThreadsTaken">Threads of the executor itself on which tasks worked.</param>
public sealed record CpuBoundRun(long Beats, int ThreadsTaken);

/// <summary>
/// Runs CPU-bound tasks (loops that never yield) in different ways, and counts the heartbeats of an executor meanwhile:
/// does any other work get a turn?
/// </summary>
/// <remarks>
/// The tasks begin to count once all are at work. They end at <see cref="Enough"/> heartbeats; where they hold every
/// thread of the executor, after about 0.1 s of CPU time each; and at the latest after 20 s of real time.
/// </remarks>
public static class CpuBoundTasks
{
    /// <summary>More heartbeats are not counted.</summary>
    public const int Enough = 1_000;

    /// <summary>In callbacks of the executor, without a pause.</summary>
    public static Task<CpuBoundRun> SolidAsync(Executor on, int tasks) =>
        OnItsThreadsAsync(on, tasks, (executor, group) => executor.Post(group.WorkSolid));

    /// <summary>In callbacks of the executor, back to the end of the queue some 65 times in a millisecond.</summary>
    public static Task<CpuBoundRun> PoliteAsync(Executor on, int tasks) =>
        OnItsThreadsAsync(on, tasks, (executor, group) => executor.Post(group.WorkPolitely));

    /// <summary>Each handed by a callback to the executor's own queue, as <c>Task.Run</c> does on the pool that calls it.</summary>
    public static Task<CpuBoundRun> HandedBackAsync(Executor on, int tasks) =>
        OnItsThreadsAsync(on, tasks, (executor, group) => executor.Post(() => executor.Post(group.WorkSolid)));

    /// <summary>Each handed by a callback of the executor to the process's ThreadPool.</summary>
    public static Task<CpuBoundRun> OffloadedAsync(Executor on, int tasks) =>
        RunAsync(on, tasks, (executor, group) => executor.Post(() => _ = Task.Run(group.WorkSolid)));

    /// <summary>Each on a thread of its own, without a pause; there may be many more than cores.</summary>
    public static Task<CpuBoundRun> OnThreadsAsync(Executor on, int tasks) =>
        RunAsync(on, tasks, (_, group) => new Thread(group.WorkSolid) { IsBackground = true, Name = "CPU-bound task" }.Start());

    private static Task<CpuBoundRun> OnItsThreadsAsync(Executor on, int tasks, Action<Executor.OpenExecutor, CpuBoundGroup> start)
    {
        ArgumentNullException.ThrowIfNull(on);
        // one more would wait for a thread, and the running ones for it
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tasks, on.Threads);
        return RunAsync(on, tasks, start);
    }

    private static async Task<CpuBoundRun> RunAsync(Executor on, int tasks, Action<Executor.OpenExecutor, CpuBoundGroup> start)
    {
        ArgumentNullException.ThrowIfNull(on);
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        CpuBoundRun? run = null;
        await on.RunAsync(async executor =>
        {
            using var heart = new Heartbeat(executor.Post);
            var group = new CpuBoundGroup(executor, heart, tasks, on.Threads, Enough);
            for (int i = 0; i < tasks; i++)
            {
                start(executor, group);
            }
            run = await group.Ended;
        });
        return run!;
    }
}
