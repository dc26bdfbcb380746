namespace HonestAsync.Helpers.Tests;

public class InterleavingsTests
{
    private const string NoneLost = "no deposit is lost";

    [Theory]
    [InlineData(2, 2, 20)]
    [InlineData(2, 3, 70)]
    [InlineData(3, 1, 90)]
    [InlineData(2, 4, 252)]
    public void Operations_with_suspending_awaits_have_the_schedules_of_the_formula(int operations, int awaits, long schedules)
    {
        var exploration = Interleavings.Explore(s => Calls(s, operations, awaits));

        Assert.Equal(ExplorationVerdict.Passed, exploration.Verdict);
        Assert.Equal(schedules, exploration.Schedules);
        Assert.True(exploration.Complete);
        Assert.False(exploration.LeftTheLoop);
    }

    [Fact]
    public void An_await_of_something_complete_adds_no_step()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var slow = s.Dependency();
            for (int i = 0; i < 2; i++)
            {
                s.Operation($"operation {i}", async () =>
                {
                    await Task.CompletedTask;
                    await slow.CallAsync("call");
                    await Task.FromResult(1);
                });
            }
        });

        Assert.Equal(6, exploration.Schedules); // (2·2)! / (2!)^2
    }

    [Fact]
    public void An_unlocked_wallet_loses_an_update_and_the_schedule_shows_how()
    {
        var exploration = Interleavings.Explore(s => Deposits(s, store => new UnlockedWallet(store)));

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Equal(20, exploration.Schedules);
        Assert.Equal(12, exploration.Failing); // right only when one has written before the other reads: 8 of 20
        Assert.Equal(["10", "15", "5"], exploration.Outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"broken: {NoneLost} (observed: 5)", exploration.FirstFailure!.Failure);
        Assert.Equal("""
            schedule 001000
              1. deposit 10: starts → asks 'read'
              2. deposit 5: starts → asks 'read'
              3. deposit 5: 'read' is answered: 0 → asks 'write 5'
              4. deposit 10: 'read' is answered: 0 → asks 'write 10'
              5. deposit 10: 'write 10' is answered: done → completed
              6. deposit 5: 'write 5' is answered: done → completed
                 end: 5
                 broken: no deposit is lost (observed: 5)
            """.ReplaceLineEndings("\n"), Interleavings.Replay(s => Deposits(s, store => new UnlockedWallet(store)), "001000").ToString());
    }

    [Fact]
    public void A_failing_schedule_replays_to_the_same_failure()
    {
        void SetUp(Scenario s) => Deposits(s, store => new UnlockedWallet(store));
        var failure = Interleavings.Explore(SetUp).FirstFailure!;

        var again = Interleavings.Replay(SetUp, failure.Schedule);

        Assert.Equal(failure.ToString(), again.ToString());
    }

    [Theory]
    [InlineData(nameof(GatedWallet), false)]
    [InlineData(nameof(GatedOffTheLoopWallet), true)]
    [InlineData(nameof(GatedWithTokenWallet), true)]
    [InlineData(nameof(OnThePoolWallet), true)]
    public void A_gated_wallet_is_explored_completely_on_and_off_the_loop(string wallet, bool leavesTheLoop)
    {
        var exploration = Interleavings.Explore(s => Deposits(s, store => Make(wallet, store, s.CancellationToken)));

        // what runs on the pool is not interleaved
        Assert.True(exploration.Passes(leavesTheLoop ? ExplorationGaps.ThreadPool : ExplorationGaps.None), exploration.ToString());
        // who starts first holds the gate through read and write; the other may start at any of three points
        Assert.Equal(6, exploration.Schedules);
        Assert.Equal(["15"], exploration.Outcomes.Keys);
        Assert.Equal(leavesTheLoop, exploration.LeftTheLoop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_race_that_leaves_the_loop_is_found_in_as_many_schedules(bool throughThePool)
    {
        var exploration = Interleavings.Explore(s => Deposits(s, store => new RacyOffTheLoopWallet(store, throughThePool)));

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Equal(20, exploration.Schedules);
        Assert.Equal(12, exploration.Failing);
    }

    [Fact]
    public void An_escape_is_incomplete_and_never_a_pass()
    {
        using var never = new ManualResetEventSlim();
        var exploration = Interleavings.Explore(s => s.Operation("escapes", async () =>
        {
            // keeps a pool thread busy, unseen, for as long as the explorer is willing to wait
            _ = Task.Run(() => never.Wait(TimeSpan.FromSeconds(60)));
            await Task.Yield();
        }));
        never.Set();

        Assert.Equal(ExplorationVerdict.Incomplete, exploration.Verdict);
        Assert.Contains("never came to rest", exploration.ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<ExplorationException>(() => exploration.EnsurePassed(ExplorationGaps.Any));
        Assert.StartsWith("incomplete", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_gates_taken_in_opposite_orders_never_complete_in_some_schedule()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var network = s.Dependency("network");
            var a = new SemaphoreSlim(1);
            var b = new SemaphoreSlim(1);
            s.Operation("a then b", () => Both(a, b));
            s.Operation("b then a", () => Both(b, a));

            async Task Both(SemaphoreSlim first, SemaphoreSlim second)
            {
                await first.WaitAsync();
                await network.CallAsync("ping");
                await second.WaitAsync();
                second.Release();
                first.Release();
            }
        });

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Contains("never completed", exploration.FirstFailure!.Failure, StringComparison.Ordinal);
        Assert.InRange(exploration.Failing, 1, exploration.Schedules - 1);
    }

    [Fact]
    public void A_synchronous_wait_on_the_loop_is_named_with_its_place()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            s.Operation("blocks", () =>
            {
                store.CallAsync("read").Wait();
                return Task.CompletedTask;
            });
        });

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Contains("blocked: in the start of 'blocks'", exploration.FirstFailure!.Failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_without_an_await_is_named_instead_of_hanging_the_test()
    {
        bool stop = false;
        var exploration = Interleavings.Explore(
            s => s.Operation("spins", () =>
            {
                while (!Volatile.Read(ref stop))
                {
                }
                return Task.CompletedTask;
            }),
            new ExplorationOptions { StepBound = TimeSpan.FromMilliseconds(200) });
        Volatile.Write(ref stop, true);

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Contains("the start of 'spins' keeps its thread", exploration.FirstFailure!.Failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_that_make_one_another_start_again_for_ever_are_named_as_endless()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = new Store(s.Dependency("store"));
            s.Operation("deposit 10", () => WriteUntilReadAsync(10));
            s.Operation("deposit 5", () => WriteUntilReadAsync(5));

            async Task WriteUntilReadAsync(int amount)
            {
                do
                {
                    await store.WriteAsync(amount);
                }
                while (await store.ReadAsync() != amount);
            }
        }, new ExplorationOptions { MaxSteps = 100 });

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Contains("endless: after 100 steps", exploration.FirstFailure!.Failure,
            StringComparison.Ordinal);
        Assert.Contains("… 57 more steps …", exploration.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_of_code_that_blocks_before_it_asks_is_not_an_empty_pass()
    {
        var runs = Interleavings.FaultAtEachAwait(s => s.Operation("blocks", () =>
        {
            s.Dependency().CallAsync("read").Wait();
            return Task.CompletedTask;
        }), () => new TimeoutException());

        Assert.Contains("blocked", Assert.Single(runs).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_the_bound_schedules_are_sampled_and_the_result_says_so()
    {
        var exploration = Interleavings.Explore(
            s => Calls(s, operations: 2, awaits: 4),
            new ExplorationOptions { MaxSchedules = 100, RandomSchedules = 50, Seed = 7 });

        Assert.Equal(150, exploration.Schedules);
        Assert.False(exploration.Complete);
        Assert.Equal(ExplorationVerdict.Incomplete, exploration.Verdict);
        Assert.Contains("the last 50 were taken at random (seed 7)", exploration.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_an_operation_fails_the_schedule_unless_it_may_throw()
    {
        static void SetUp(Scenario s, bool allowed)
        {
            var operation = s.Operation("faults", () => throw new TimeoutException("too late"));
            if (allowed)
            {
                operation.MayThrow<TimeoutException>();
            }
        }

        Assert.Equal("threw: 'faults' ended with TimeoutException: too late",
            Interleavings.Explore(s => SetUp(s, allowed: false)).FirstFailure!.Failure);
        Assert.Equal(ExplorationVerdict.Passed, Interleavings.Explore(s => SetUp(s, allowed: true)).Verdict);
    }

    [Fact]
    public void A_schedule_that_does_not_exist_is_refused_with_the_step()
    {
        var error = Assert.Throws<ExplorationException>(() => Interleavings.Replay(s => Calls(s, 2, 1), "9"));

        Assert.Contains("asks for choice 9 at step 1, where there are only 2", error.Message,
            StringComparison.Ordinal);
    }

    private static void Calls(Scenario s, int operations, int awaits)
    {
        var dependency = s.Dependency();
        for (int i = 0; i < operations; i++)
        {
            s.Operation($"operation {i}", async () =>
            {
                for (int j = 0; j < awaits; j++)
                {
                    await dependency.CallAsync($"call {j}");
                }
            });
        }
    }

    private static void Deposits(Scenario s, Func<Store, IWallet> make)
    {
        var store = new Store(s.Dependency("store"));
        var wallet = make(store);
        s.Operation("deposit 10", () => wallet.DepositAsync(10));
        s.Operation("deposit 5", () => wallet.DepositAsync(5));
        s.Outcome(() => store.Balance);
        s.Expect(NoneLost, () => store.Balance == 15, () => store.Balance);
    }

    private static IWallet Make(string wallet, Store store, CancellationToken token) => wallet switch
    {
        nameof(GatedWallet) => new GatedWallet(store),
        nameof(GatedOffTheLoopWallet) => new GatedOffTheLoopWallet(store),
        nameof(GatedWithTokenWallet) => new GatedWithTokenWallet(store, token),
        _ => new OnThePoolWallet(store),
    };
}
