namespace HonestAsync.Helpers.Tests;

/// <summary>
/// Five programs that are broken on every server, and that an exploration of starts and answers cannot break: it must
/// say what it did not interleave, or find them where continuations run inline.
/// </summary>
public class CoverageTests
{
    private static readonly ExplorationOptions s_noContext = new() { Context = ExplorationContext.None };

    [Fact]
    public void Two_gates_in_opposite_order_and_no_call_between_are_no_pass()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var (one, other) = (new SemaphoreSlim(1, 1), new SemaphoreSlim(1, 1));
            s.Operation("pays ann", () => TransferAsync(one, other));
            s.Operation("pays bob", () => TransferAsync(other, one));
        });

        AssertPartly(ExplorationGaps.NoCalls, exploration);
        Assert.Equal(["'pays ann' and 'pays bob' asked no dependency, so nothing between their awaits was interleaved"], exploration.NotInterleaved);
        Assert.StartsWith("passed in part: all 2 schedules of starts and answers on an event loop (not explored: continuations that run inline, as on a server)"
            + "\n  not interleaved: 'pays ann'", exploration.ToString(),
            StringComparison.Ordinal);

        static async Task TransferAsync(SemaphoreSlim from, SemaphoreSlim to)
        {
            await from.WaitAsync();
            await to.WaitAsync();
            to.Release();
            from.Release();
        }
    }

    [Fact]
    public void A_lost_update_across_a_yield_is_no_pass()
    {
        int balance = 0;
        var exploration = Interleavings.Explore(s =>
        {
            balance = 0;
            var audit = s.Dependency("audit");
            s.Operation("ten", () => DepositAsync(audit, 10));
            s.Operation("five", () => DepositAsync(audit, 5));
            s.Expect("no deposit is lost", () => balance == 15);
        });

        AssertPartly(ExplorationGaps.Posts, exploration);

        async Task DepositAsync(ScriptedDependency audit, int amount)
        {
            await audit.CallAsync("begin");
            int before = balance;
            await Task.Yield();
            balance = before + amount;
        }
    }

    [Fact]
    public void A_source_completed_under_a_lock_fails_without_a_context()
    {
        var onTheLoop = Interleavings.Explore(Announcement);
        var inline = Interleavings.Explore(Announcement, s_noContext);

        AssertPartly(ExplorationGaps.NoCalls, onTheLoop);
        Assert.Equal(ExplorationVerdict.Failed, inline.Verdict);
        Assert.Contains(nameof(LockRecursionException), inline.FirstFailure!.Failure, StringComparison.Ordinal);

        static void Announcement(Scenario s)
        {
            var store = s.Dependency("store");
            var state = new ReaderWriterLockSlim();
            var opened = new TaskCompletionSource();
            s.Operation("waits", async () =>
            {
                await opened.Task;
                state.EnterReadLock();
                state.ExitReadLock();
            });
            s.Operation("opens", async () =>
            {
                // resumes outside of the loop's context, as code of a library does
                await store.CallAsync("open").ConfigureAwait(false);
                state.EnterWriteLock();
                opened.SetResult();
                state.ExitWriteLock();
            });
        }
    }

    [Fact]
    public void A_monitor_across_an_await_fails_without_a_context()
    {
        var onTheLoop = Interleavings.Explore(Locked);
        var inline = Interleavings.Explore(Locked, s_noContext);

        Assert.Equal(ExplorationVerdict.Passed, onTheLoop.Verdict);
        Assert.Equal(ExplorationVerdict.Failed, inline.Verdict);
        Assert.Contains(nameof(SynchronizationLockException), inline.FirstFailure!.Failure, StringComparison.Ordinal);

        static void Locked(Scenario s)
        {
            var store = s.Dependency("store");
            object monitor = new();
            s.Operation("writes", async () =>
            {
                Monitor.Enter(monitor);
                await store.CallAsync("write");
                Monitor.Exit(monitor);
            });
        }
    }

    [Fact]
    public void Two_threads_inside_one_step_are_no_pass()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            int sum = 0;
            s.Operation("sums", async () =>
            {
                await store.CallAsync("read");
                await Task.WhenAll(Task.Run(() => sum++), Task.Run(() => sum++));
            });
            s.Operation("reads", () => store.CallAsync("read"));
        });

        AssertPartly(ExplorationGaps.ThreadPool, exploration);
    }

    [Fact]
    public void What_nothing_could_have_come_before_is_no_gap()
    {
        // the second holder is released in the last step of the first: there is no other choice then
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            var wallet = new GatedWallet(store);
            s.Operation("deposit 10", () => wallet.DepositAsync(10));
            s.Operation("deposit 5", () => wallet.DepositAsync(5));
        });

        Assert.Equal((ExplorationVerdict.Passed, ExplorationGaps.None), (exploration.Verdict, exploration.Gaps));
        exploration.EnsurePassed();
    }

    [Fact]
    public void A_third_holder_may_come_before_the_released_one_and_that_is_a_gap()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            var wallet = new GatedWallet(store);
            for (int amount = 1; amount <= 3; amount++)
            {
                int each = amount;
                s.Operation($"deposit {amount}", () => wallet.DepositAsync(each));
            }
        });

        Assert.Equal(ExplorationGaps.Posts | ExplorationGaps.OtherWaits, exploration.Gaps);
        Assert.Throws<ExplorationException>(() => exploration.EnsurePassed());
        Assert.Throws<ExplorationException>(() => exploration.EnsurePassed(ExplorationGaps.Posts));
        exploration.EnsurePassed(ExplorationGaps.Posts | ExplorationGaps.OtherWaits);
    }

    [Fact]
    public void Two_continuations_of_one_answer_could_come_in_either_order()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            Task? shared = null;
            s.Operation("one", ShareAsync);
            s.Operation("other", ShareAsync);

            async Task ShareAsync() => await (shared ??= store.CallAsync("read"));
        });

        AssertPartly(ExplorationGaps.Posts, exploration);
    }

    [Theory]
    [InlineData(2, 2, 20)]
    [InlineData(2, 3, 70)]
    [InlineData(3, 1, 90)]
    public void Without_a_context_there_are_as_many_schedules(int operations, int awaits, long schedules)
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            for (int i = 0; i < operations; i++)
            {
                s.Operation($"operation {i}", async () =>
                {
                    for (int call = 0; call < awaits; call++)
                    {
                        Assert.Null(SynchronizationContext.Current);
                        await store.CallAsync("call");
                    }
                });
            }
        }, s_noContext);

        Assert.Equal((ExplorationVerdict.Passed, schedules), (exploration.Verdict, exploration.Schedules));
        Assert.StartsWith($"passed: all {schedules} schedules without a context", exploration.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_context_each_step_runs_on_another_thread_than_the_one_before()
    {
        var threads = new List<int>();
        Interleavings.Replay(s =>
        {
            var store = s.Dependency("store");
            s.Operation("asks", async () =>
            {
                for (int call = 0; call < 3; call++)
                {
                    threads.Add(Environment.CurrentManagedThreadId);
                    await store.CallAsync("call");
                }
                threads.Add(Environment.CurrentManagedThreadId);
            });
        }, "", s_noContext);

        Assert.Equal(4, threads.Distinct().Count());
    }

    [Fact]
    public void A_gate_without_a_context_is_right_in_every_order()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            var wallet = new GatedWallet(store);
            s.Operation("deposit 10", () => wallet.DepositAsync(10));
            s.Operation("deposit 5", () => wallet.DepositAsync(5));
            s.Expect("no deposit is lost", () => store.Balance == 15);
        }, s_noContext);

        exploration.EnsurePassed();
        Assert.Equal(6, exploration.Schedules);
    }

    [Fact]
    public void A_synchronous_wait_without_a_context_is_blocked_too()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            s.Operation("blocks", () =>
            {
                store.CallAsync("read").Wait();
                return Task.CompletedTask;
            });
        }, s_noContext with { StepBound = TimeSpan.FromMilliseconds(200) });

        Assert.StartsWith("blocked: the start of 'blocks' keeps its thread", exploration.FirstFailure!.Failure, StringComparison.Ordinal);
    }

    private static void AssertPartly(ExplorationGaps gap, Exploration exploration)
    {
        Assert.Equal(ExplorationVerdict.PassedInPart, exploration.Verdict);
        Assert.True(exploration.Gaps.HasFlag(gap), exploration.ToString());
        Assert.NotEmpty(exploration.NotInterleaved);
        Assert.Throws<ExplorationException>(() => exploration.EnsurePassed());
    }
}
