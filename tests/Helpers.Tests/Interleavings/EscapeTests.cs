namespace HonestAsync.Helpers.Tests;

public class EscapeTests
{
    [Fact]
    public void A_thread_of_its_own_is_no_pass() => Escapes("", async store =>
    {
        var done = new TaskCompletionSource();
        new Thread(() => done.SetResult()) { IsBackground = true }.Start();
        await done.Task;
        await store.ReadAsync();
    });

    [Fact]
    public void A_thread_without_the_flow_is_no_pass_either()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            var suspended = new ManualResetEventSlim();
            s.Operation("escapes", async () =>
            {
                var done = new TaskCompletionSource();
                new Thread(() =>
                {
                    suspended.Wait(TimeSpan.FromSeconds(2));
                    done.SetResult();
                })
                { IsBackground = true }.UnsafeStart();
                await done.Task;
                await store.ReadAsync();
            });
            s.Operation("stays", () =>
            {
                suspended.Set();
                return store.WriteAsync(1);
            });
        });

        Assert.NotEqual(ExplorationVerdict.Passed, exploration.Verdict);
    }

    [Fact]
    public void A_long_running_task_is_no_pass() => Escapes("", store => Task.Factory.StartNew(
        () => { }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    [Fact]
    public void A_worker_pool_is_no_pass() => Escapes("", async store =>
    {
        using var pool = new WorkerPool(1);
        await pool.RunAsync(() => store.ReadAsync());
    });

    [Fact]
    public void Waiting_for_the_real_clock_never_completes() => Escapes("never completed", async store =>
    {
        await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System);
        await store.ReadAsync();
    });

    [Fact]
    public void A_timer_that_is_set_off_and_not_awaited_is_incomplete() => Escapes("a timer of the real clock is left", async store =>
    {
        _ = Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        await store.ReadAsync();
    });

    [WholeFact]
    public void Pool_work_that_is_set_off_and_never_ends_is_incomplete()
    {
        using var never = new ManualResetEventSlim();
        Escapes("the pool", async store =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => never.Wait(TimeSpan.FromSeconds(20)), null);
            await store.ReadAsync();
        });
        never.Set();
    }

    [Fact]
    public void Equal_calls_from_two_threads_are_incomplete_and_the_reason_says_what_to_do()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var meeting = new Rendezvous(2);
            var store = s.Dependency("store");
            s.Operation("both", () => Task.WhenAll(Task.Run(AskAsync), Task.Run(AskAsync)));

            Task AskAsync()
            {
                meeting.Meet(TimeSpan.FromSeconds(2));
                return store.CallAsync("read");
            }
        });

        Assert.Contains("two calls 'read' of 'both' came from two threads", exploration.IncompleteBecause,
            StringComparison.Ordinal);
    }

    [Fact]
    public void State_that_outlives_a_schedule_is_not_decided_by_the_schedule()
    {
        int runs = 0;
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            s.Operation("leaks", async () =>
            {
                await store.CallAsync($"call {runs++}");
                await store.CallAsync("again");
            });
            s.Operation("other", () => store.CallAsync("call"));
        });

        Assert.Equal(ExplorationVerdict.Incomplete, exploration.Verdict);
        Assert.Contains("not decided by the schedule", exploration.IncompleteBecause,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_runs_on_in_a_schedule_after_its_own_is_no_pass()
    {
        ScriptedDependency? earlier = null;
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            var before = earlier;
            earlier = store;
            s.Operation("asks", () => store.CallAsync("read"));
            s.Operation("asks the earlier schedule's store", () =>
            {
                _ = before?.CallAsync("late");
                return Task.CompletedTask;
            });
        });

        Assert.Equal(ExplorationVerdict.Incomplete, exploration.Verdict);
        Assert.Contains("still ran when the schedule had ended", exploration.IncompleteBecause,
            StringComparison.Ordinal);
    }

    private static void Escapes(string because, Func<Store, Task> body)
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            s.Operation("escapes", () => body(store));
            s.Operation("stays", () => store.WriteAsync(1));
        });

        Assert.NotEqual(ExplorationVerdict.Passed, exploration.Verdict);
        Assert.Contains(because, exploration.ToString(), StringComparison.Ordinal);
    }
}
