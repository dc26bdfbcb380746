namespace HonestAsync.Helpers.Tests;

public class NoiseTests
{
    [Fact]
    public void A_pool_thread_that_an_earlier_test_left_blocked_costs_time_and_not_truth()
    {
        using var never = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            blocked.Set();
            never.Wait(TimeSpan.FromSeconds(30));
        }, null);
        Assert.True(blocked.Wait(Watchdog.Bound));

        var race = Deposits(async () => await Task.Yield(), hasGate: false);
        var hops = Deposits(() => Task.Run(() => { }), hasGate: true);
        never.Set();

        Assert.Equal((20, 12, false), (race.Schedules, race.Failing, race.LeftTheLoop));
        Assert.Equal((6, 0, true), (hops.Schedules, hops.Failing, hops.Complete));
    }

    [Fact]
    public void A_garbage_collection_in_the_middle_changes_nothing()
    {
        var exploration = Deposits(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Task.CompletedTask;
        }, hasGate: false);

        Assert.Equal((20, 12), (exploration.Schedules, exploration.Failing));
    }

    [Fact]
    public void An_exception_in_the_set_up_comes_out_with_its_type_and_message()
    {
        var error = Assert.Throws<ExplorationException>(
            () => Interleavings.Explore(_ => throw new TimeoutException("no world today")));

        Assert.Equal("TimeoutException: no world today", error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public void Two_waits_at_once_in_one_operation_end_in_either_order()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            s.Operation("both", () => Task.WhenAll(store.CallAsync("one"), store.CallAsync("other")));
            s.Operation("single", () => store.CallAsync("call"));
        });

        Assert.Equal((20, ExplorationVerdict.Passed), (exploration.Schedules, exploration.Verdict)); // 5! / (3 · 2)
    }

    [Fact]
    public void An_async_void_inside_is_explored_and_what_it_throws_fails_the_schedule()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            bool saved = false;
            s.Operation("fires and forgets", () =>
            {
                SaveAndForget();
                return Task.CompletedTask;
            });
            s.Operation("reads", async () =>
            {
                await store.CallAsync("read");
                Assert.True(saved, "not saved yet");
            }).MayThrow<Exception>();
            s.Outcome(() => saved);

#pragma warning disable VSTHRD100, AsyncFixer03, MA0155 // the subject of this test
            async void SaveAndForget()
            {
                await store.CallAsync("save", () => { saved = true; });
                throw new TimeoutException("nobody awaits this");
            }
#pragma warning restore VSTHRD100, AsyncFixer03, MA0155
        });

        Assert.Equal(exploration.Schedules, exploration.Failing);
        Assert.Equal("unhandled: a callback threw TimeoutException: nobody awaits this",
            exploration.FirstFailure!.Failure);
    }

    [Fact]
    public void A_failure_that_does_not_come_again_is_still_a_failure_and_says_so()
    {
        int runs = 0;
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            s.Operation("asks", () => store.CallAsync("read"));
            bool first = runs++ == 0;
            s.Expect("not the first run", () => !first);
        });

        // which run is the first to count is the pool's business: noise may cost one
        Assert.InRange(exploration.Failing, 0, 1);
        Assert.Equal(exploration.Failing == 1, exploration.FirstFailure?.Failure?.Contains("went another way", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_race_across_a_yield_alone_is_inside_a_step_and_the_verdict_says_so()
    {
        int balance = 0;
        var exploration = Interleavings.Explore(s =>
        {
            balance = 0;
            s.Operation("one", AddAsync);
            s.Operation("other", AddAsync);
            s.Expect("both are there", () => balance == 2);
        });

        // a limit, stated in the documentation: a wait on a dependency is what makes a step
        Assert.Equal((ExplorationVerdict.PassedInPart, 2), (exploration.Verdict, exploration.Schedules));
        Assert.Equal(ExplorationGaps.NoCalls | ExplorationGaps.Posts, exploration.Gaps);

        async Task AddAsync()
        {
            int before = balance;
            await Task.Yield();
            balance = before + 1;
        }
    }

    private static Exploration Deposits(Func<Task> between, bool hasGate) => Interleavings.Explore(s =>
    {
        var store = new Store(s.Dependency("store"));
        var gate = new SemaphoreSlim(hasGate ? 1 : 2);
        s.Operation("deposit 10", () => DepositAsync(10));
        s.Operation("deposit 5", () => DepositAsync(5));
        s.Outcome(() => store.Balance);
        s.Expect("no deposit is lost", () => store.Balance == 15);

        async Task DepositAsync(int amount)
        {
            await gate.WaitAsync();
            int balance = await store.ReadAsync();
            await between();
            await store.WriteAsync(balance + amount);
            gate.Release();
        }
    });
}
