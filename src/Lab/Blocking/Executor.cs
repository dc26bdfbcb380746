namespace HonestAsync.Lab;

/// <summary>An executor of callbacks: what a runtime runs your code on, reduced to its number of threads.</summary>
public sealed class Executor
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);
    private readonly Func<Func<OpenExecutor, Task>, Task> _drive;

    private Executor(string name, int threads, Func<Func<OpenExecutor, Task>, Task> drive) =>
        (Name, Threads, _drive) = (name, threads, drive);

    /// <summary>Its name, for tables.</summary>
    public string Name { get; }

    /// <summary>How many callbacks can run at once.</summary>
    public int Threads { get; }

    /// <summary>One thread and a queue: Node, asyncio, the thread of a window.</summary>
    public static Executor EventLoop { get; } = new("event loop", 1, experiment =>
    {
        var loop = new EventLoop { Bound = s_bound };
        loop.Run(() => experiment(new OpenExecutor(loop, action => loop.Post(_ => action(), null))));
        return Task.CompletedTask;
    });

    /// <summary>Two threads, but one thing at a time: an exclusive scheduler, as an Orleans grain has one.</summary>
    public static Executor OneAtATime { get; } = new("one at a time on 2 threads", 1, async experiment =>
    {
        using var pool = new WorkerPool(2);
        var pair = new ConcurrentExclusiveSchedulerPair(new PoolScheduler(pool), 2);
        await experiment(new OpenExecutor(pool, action => _ = Task.Factory.StartNew(
            action, CancellationToken.None, TaskCreationOptions.None, pair.ExclusiveScheduler)))
            .WaitAsync(s_bound, TimeProvider.System);
    });

    /// <summary>A pool of exactly <paramref name="threads"/> threads; the default pool between two injections.</summary>
    public static Executor Pool(int threads) => new($"pool of {threads}", threads, async experiment =>
    {
        using var pool = new WorkerPool(threads);
        await experiment(new OpenExecutor(pool, action => pool.Post(_ => action(), null))).WaitAsync(s_bound, TimeProvider.System);
    });

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Opens the executor, runs an experiment there to its end, and closes it.</summary>
    /// <exception cref="TimeoutException">The experiment did not end within a minute of real time.</exception>
    internal Task RunAsync(Func<OpenExecutor, Task> experiment) => _drive(experiment);

    /// <summary>An open executor: how to queue something, and the context its threads carry.</summary>
    internal sealed record OpenExecutor(SynchronizationContext Context, Action<Action> Post)
    {
        /// <summary>True on one of its threads.</summary>
        public bool IsOnIt => SynchronizationContext.Current == Context;
    }
}
