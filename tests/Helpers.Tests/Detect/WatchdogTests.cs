namespace HonestAsync.Helpers.Tests;

public class WatchdogTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task A_body_that_fails_at_once_fails_its_test_and_nothing_else()
    {
        var sync = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Watchdog.RunAsync(() => throw new InvalidOperationException("at once")));
        var later = await Assert.ThrowsAsync<InvalidOperationException>(() => Watchdog.RunAsync(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }));

        Assert.Equal(("at once", "later"), (sync.Message, later.Message));
    }

    [WholeFact]
    public async Task An_exploration_that_gets_on_is_slow_and_not_hung()
    {
        var bound = TimeSpan.FromMilliseconds(500);
        Exploration? exploration = null;
        await Watchdog.RunAsync(() =>
        {
            exploration = Interleavings.Explore(s =>
            {
                var dependency = s.Dependency();
                for (int operation = 0; operation < 4; operation++)
                {
                    s.Operation($"operation {operation}", async () =>
                    {
                        for (int call = 0; call < 4; call++)
                        {
                            await dependency.CallAsync("call");
                        }
                    });
                }
            }, new ExplorationOptions { MaxSchedules = long.MaxValue, TimeBound = bound * 2 });
            return Task.CompletedTask;
        }, bound, stopAfterFirst: false);

        Assert.Equal(ExplorationVerdict.Incomplete, exploration!.Verdict);
    }

    [Fact]
    public async Task A_body_whose_task_fails_unobserved_fails_where_that_is_asked_for()
    {
        var error = await Assert.ThrowsAsync<UnobservedFaultException>(() => Watchdog.RunToTheLastFaultAsync(() =>
        {
            _ = FailAsync();
            return Task.CompletedTask;
        }));

        Assert.StartsWith("unobserved: a task failed with TimeoutException: too late", error.Message, StringComparison.Ordinal);

        static async Task FailAsync()
        {
            await Task.CompletedTask;
            throw new TimeoutException("too late");
        }
    }

    [Fact]
    public async Task A_blocked_body_is_named_as_blocked()
    {
        using var never = new ManualResetEventSlim(false, spinCount: 0);
        var hung = await Assert.ThrowsAsync<HungException>(() => Watchdog.RunAsync(() =>
        {
            never.Wait();
            return Task.CompletedTask;
        }, s_short, stopAfterFirst: false));
        never.Set();

        Assert.Contains("blocked in a synchronous wait", hung.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_awaits_what_never_comes_is_named_with_its_wait()
    {
        var gate = new Gate("the door");
        var hung = await Assert.ThrowsAsync<HungException>(
            () => Watchdog.RunAsync(() => gate.WaitAsync(), s_short, stopAfterFirst: false));

        Assert.Contains("its task never completes", hung.Message, StringComparison.Ordinal);
        Assert.Contains("Open waits: gate 'the door'", hung.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_synchronous_wait_on_the_loop_is_broken_off_and_named()
    {
        var blocked = await Assert.ThrowsAsync<BlockedLoopException>(() => Watchdog.RunOnLoopAsync(_ =>
        {
            BlockForEver();
            return Task.CompletedTask;
        }));

        Assert.Contains("waits synchronously on the loop's only thread", blocked.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_loop_fails_its_test_even_if_the_code_swallows_the_break()
    {
        var blocked = await Assert.ThrowsAsync<BlockedLoopException>(() => Watchdog.RunOnLoopAsync(async loop =>
        {
            try
            {
                BlockForEver();
            }
            catch (BlockedLoopException)
            {
            }
            await new Gate().WaitAsync();
        }));

        Assert.Contains("Await it instead", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_blocked_loop_only_the_first_wait_takes_its_time()
    {
        IReadOnlyList<BlockingWait> waits = [];
        await Assert.ThrowsAsync<BlockedLoopException>(() => Watchdog.RunOnLoopAsync(async loop =>
        {
            // as many as would last far longer than the watchdog's patience, one after the other
            for (int i = 0; i < 20; i++)
            {
                Assert.Throws<BlockedLoopException>(BlockForEver);
            }
            waits = loop.Blocking.Waits;
            await Task.Yield();
        }));

        Assert.Equal(20, waits.Count);
    }

    [Fact]
    public async Task Who_hears_of_a_failure_does_not_stand_in_line_behind_threads_that_are_held()
    {
        // more than any test before this one has left behind; the pool alone would take minutes for so many
        const int Held = 200;
        using var release = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out int before, out int ports);
        Task[] waits = [];
        int begun = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Watchdog.RunAsync(() =>
        {
            waits = [.. Enumerable.Range(0, Held).Select(_ => Task.Run(Hold))];
            // so many the pool gives at once
            SpinWait.SpinUntil(() => Volatile.Read(ref begun) >= Math.Min(Held, Least()));
            throw new InvalidOperationException("red");
        }));
        bool room = SpinWait.SpinUntil(() => Least() >= Held, TimeSpan.FromSeconds(30));
        release.Set();
        await Task.WhenAll(waits);
        // the tests that follow have the pool as it was
        ThreadPool.SetMinThreads(before, ports);

        Assert.True(room, "the pool kept to few threads, and whoever was queued would have had to wait for each");

        void Hold()
        {
            Interlocked.Increment(ref begun);
            release.Wait();
        }

        static int Least()
        {
            ThreadPool.GetMinThreads(out int least, out _);
            return least;
        }
    }

    private static void BlockForEver() => new Gate().WaitAsync().Wait();
}
