namespace HonestAsync.Lab;

/// <summary>How CPU work was admitted to a pool, and whether other work still got a thread.</summary>
/// <param name="Peak">The most items that ran at once.</param>
/// <param name="CheapRan">True when a cheap item, queued last, ran before one of the CPU items had ended.</param>
/// <param name="Done">CPU items that ended.</param>
public sealed record OffloadRun(int Peak, bool CheapRan, int Done);

/// <summary>
/// CPU items for a pool of four threads, all queued at once, and one cheap item after them: the continuation of another
/// request. No item ends until as many run as the bound admits, and either the pool is full or the cheap item has run.
/// </summary>
public sealed class BoundedOffload : IDisposable
{
    private const int Threads = 4;
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);
    private readonly WorkerPool _pool = new(Threads);
    private readonly ConcurrencyProbe _inside = new();
    private readonly ManualResetEventSlim _known = new();
    private readonly ManualResetEventSlim _go = new();
    private readonly CountdownEvent _letIn;
    private int _ended;

    private BoundedOffload(int atOnce) => _letIn = new CountdownEvent(atOnce);

    /// <summary>Every item straight to the pool, as <c>Task.Run</c> does it.</summary>
    public static Task<OffloadRun> UnboundedAsync(int items) =>
        RunAsync(items, Threads, run => () => run._pool.RunAsync(run.WorkAsync));

    /// <summary>Each first awaits one of <paramref name="limit"/> permits, and holds no thread meanwhile.</summary>
    public static async Task<OffloadRun> SemaphoreAsync(int items, int limit)
    {
        using var places = new SemaphoreSlim(limit);
        return await RunAsync(items, limit, run => () => run._pool.RunAsync(async () =>
        {
            await places.WaitAsync();
            try
            {
                await run.WorkAsync();
            }
            finally
            {
                places.Release();
            }
        }));
    }

    /// <summary>Through a scheduler that gives the pool <paramref name="limit"/> items at a time.</summary>
    public static Task<OffloadRun> SchedulerAsync(int items, int limit) => RunAsync(items, limit, run =>
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair(new PoolScheduler(run._pool), limit).ConcurrentScheduler;
        return () => Task.Factory.StartNew(run.WorkAsync, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _known.Dispose();
        _go.Dispose();
        _letIn.Dispose();
    }

    private static async Task<OffloadRun> RunAsync(int items, int limit, Func<BoundedOffload, Func<Task>> how)
    {
        using var run = new BoundedOffload(Math.Min(items, Math.Min(limit, Threads)));
        var start = how(run);
        var all = Task.WhenAll(Enumerable.Range(0, items).Select(_ => start()).ToArray());
        bool cheapRan = false;
        run._pool.Post(
            _ =>
            {
                cheapRan = Volatile.Read(ref run._ended) == 0;
                run._known.Set();
            },
            null);
        // the cheap item may be quicker than the items admitted before it
        await Task.Run(() => run._known.Wait(s_watchdog) && run._letIn.Wait(s_watchdog));
        run._go.Set();
        await all.WaitAsync(s_watchdog, TimeProvider.System);
        run._pool.WaitUntilIdle(s_watchdog);
        return new OffloadRun(run._inside.Max, cheapRan, run._ended);
    }

    private Task WorkAsync()
    {
        using (_inside.Enter())
        {
            if (_inside.Current == Threads)
            {
                _known.Set();
            }
            // set only before the go, when each of them has signalled once
            if (!_letIn.IsSet)
            {
                _letIn.Signal();
            }
            _go.Wait(s_watchdog);
        }
        Interlocked.Increment(ref _ended);
        return Task.CompletedTask;
    }
}
