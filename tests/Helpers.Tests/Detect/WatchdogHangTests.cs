namespace HonestAsync.Helpers.Tests;

public class WatchdogHangTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task An_endless_loop_is_named_as_running()
    {
        bool stop = false;
        var hung = await HungAsync(() =>
        {
            while (!Volatile.Read(ref stop))
            {
            }
            return Task.CompletedTask;
        }, TimeSpan.FromMilliseconds(200));
        Volatile.Write(ref stop, true);

        Assert.StartsWith("Hung: after 0.2 s its thread is running without end", hung.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_waits_are_counted_by_name()
    {
        var script = new ScriptedDependency("store");
        var pool = new FakePool(1);
        var hung = await HungAsync(async () =>
        {
            await pool.RentAsync();
            await Task.WhenAll(script.CallAsync("read"), script.CallAsync("read"), pool.RentAsync());
        });

        Assert.EndsWith("Open waits: 2 x 'read' of store; a lease of the pool.", hung.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_inside_a_worker_pool_is_listed_too()
    {
        using var workers = new WorkerPool(1);
        var hung = await HungAsync(() => workers.RunAsync(() => new Gate("the door").WaitAsync()));

        Assert.EndsWith("Open waits: gate 'the door'.", hung.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_has_ended_is_not_listed()
    {
        var hung = await HungAsync(async () =>
        {
            var gate = new Gate();
            var wait = gate.WaitAsync();
            gate.Open();
            await wait;
            await new TaskCompletionSource().Task;
        });

        Assert.EndsWith("Open waits: none on a gate, a scripted call or a lease.", hung.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assertion_fails_with_its_own_type_and_message()
    {
        var failed = await Assert.ThrowsAsync<Xunit.Sdk.EqualException>(() => Watchdog.RunAsync(async () =>
        {
            await Task.Yield();
            Assert.Equal(1, 2);
        }));

        Assert.Contains("Expected: 1", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_cancelled_body_is_cancelled() => Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Watchdog.RunAsync(() => Task.FromCanceled(new CancellationToken(true))));

    [Fact]
    public Task A_body_runs_without_a_context_on_a_thread_of_its_own() => Watchdog.RunAsync(() =>
    {
        Assert.Null(SynchronizationContext.Current);
        Assert.False(Thread.CurrentThread.IsThreadPoolThread);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task After_the_first_hang_the_rest_is_not_run_and_says_so()
    {
        var memory = new HangMemory();
        var first = await Assert.ThrowsAsync<HungException>(
            () => Watchdog.RunAsync(() => new Gate("the door").WaitAsync(), s_short, memory));
        bool ran = false;
        var second = await Assert.ThrowsAsync<HungException>(() => Watchdog.RunAsync(() =>
        {
            ran = true;
            return Task.CompletedTask;
        }, s_short, memory));

        Assert.False(ran);
        Assert.StartsWith("Not run: an earlier test hung", second.Message, StringComparison.Ordinal);
        Assert.EndsWith(first.Message, second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_an_exploration_left_running_is_a_hang_too()
    {
        var memory = new HangMemory();
        using var end = new ManualResetEventSlim();
        await Watchdog.RunAsync(() =>
        {
            var stuck = Interleavings.Explore(scenario => scenario.Operation("stuck", () =>
            {
                while (!end.IsSet)
                {
                    Thread.SpinWait(100);
                }
                return Task.CompletedTask;
            }), new ExplorationOptions { StepBound = s_short });
            Assert.Contains("blocked", stuck.ToString(), StringComparison.Ordinal);
            return Task.CompletedTask;
        }, Watchdog.Bound * 5, memory);

        var next = await Assert.ThrowsAsync<HungException>(() => Watchdog.RunAsync(() => Task.CompletedTask, s_short, memory));
        end.Set();

        Assert.StartsWith("Not run: an earlier test hung", next.Message, StringComparison.Ordinal);
        Assert.Contains("blocked: the start of 'stuck' keeps its thread", next.Message, StringComparison.Ordinal);
    }

    private static Task<HungException> HungAsync(Func<Task> body, TimeSpan? bound = null) =>
        Assert.ThrowsAsync<HungException>(() => Watchdog.RunAsync(body, bound ?? s_short, stopAfterFirst: false));
}
