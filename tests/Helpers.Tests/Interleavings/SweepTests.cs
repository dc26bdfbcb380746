namespace HonestAsync.Helpers.Tests;

public class SweepTests
{
    private static readonly Func<Exception> s_down = () => new IOException("down");

    [Fact]
    public void Each_answer_fails_once()
    {
        var runs = Interleavings.FaultAtEachAwait(s => Transfer(s, releases: true), s_down);

        Assert.Equal(["'read' is answered: IOException", "'write' is answered: IOException", "'read' is answered: IOException",
            "'write' is answered: IOException"], runs.Select(Disturbed));
        Assert.All(runs, run => Assert.Null(run.Failure));
    }

    [Fact]
    public void A_unit_that_forgets_to_release_after_an_error_is_caught()
    {
        var runs = Interleavings.FaultAtEachAwait(s => Transfer(s, releases: false), s_down);

        Assert.Equal("never completed: 'second' waits for something that no code will do",
            runs[0].Failure);
        Assert.Equal([true, true], runs.Take(2).Select(run => run.Failure is not null));
    }

    [Fact]
    public void Each_answer_meets_a_cancellation_once_and_a_unit_that_takes_the_token_is_cancelled_there()
    {
        var runs = Interleavings.CancelAtEachAwait(s => Transfer(s, releases: true, s.CancellationToken));

        Assert.Equal(4, runs.Count);
        Assert.All(runs, run => Assert.Null(run.Failure));
        Assert.Equal(["first cancelled, second cancelled, free 1", "first cancelled, second cancelled, free 1",
            "first completed, second cancelled, free 1", "first completed, second cancelled, free 1"], runs.Select(run => run.Outcome));
    }

    [Fact]
    public void A_cancellation_that_forgets_to_release_is_caught()
    {
        var runs = Interleavings.CancelAtEachAwait(s => Transfer(s, releases: false, s.CancellationToken));

        Assert.All(runs, run => Assert.Equal("broken: the gate is free again (observed: 0)", run.Failure));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wait_inside_the_try_fails_in_every_sweep_and_one_before_it_in_none(bool isInside)
    {
        for (int sweep = 0; sweep < 300; sweep++)
        {
            var runs = Interleavings.CancelAtEachAwait(s => Guarded(s, isInside));

            Assert.Equal(2, runs.Count);
            Assert.Equal(isInside, runs.Any(run => run.Failure is not null));
        }
    }

    [Fact]
    public void A_unit_that_asks_for_nothing_is_refused_instead_of_passing_empty_handed()
    {
        var error = Assert.Throws<ExplorationException>(
            () => Interleavings.FaultAtEachAwait(s => s.Operation("idle", () => Task.CompletedTask), s_down));

        Assert.Contains("Nothing can be disturbed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_hangs_undisturbed_is_told_as_well()
    {
        var runs = Interleavings.FaultAtEachAwait(s =>
        {
            var store = s.Dependency("store");
            s.Operation("hangs", async () =>
            {
                await store.CallAsync("read");
                await new TaskCompletionSource().Task;
            }).MayThrow<IOException>();
        }, s_down);

        Assert.Equal([false, true], runs.Select(run => run.Failure is not null));
    }

    [Fact]
    public void A_unit_that_blocks_ends_the_sweep_at_once()
    {
        var runs = Interleavings.FaultAtEachAwait(s =>
        {
            var store = s.Dependency("store");
            s.Operation("blocks", () =>
            {
                store.CallAsync("read").Wait();
                return Task.CompletedTask;
            });
        }, s_down);

        Assert.Contains("blocked: in the start of 'blocks'", Assert.Single(runs).Failure,
            StringComparison.Ordinal);
    }

    /// <summary>The most common cancellation bug: what was never taken is given back.</summary>
    private static void Guarded(Scenario s, bool isInside)
    {
        var store = s.Dependency("store");
        var gate = new SemaphoreSlim(1, 1);
        s.Operation("holds", WriteAsync).MayThrow<OperationCanceledException>();
        s.Operation("waits", WriteAsync).MayThrow<OperationCanceledException>();
        s.Expect("the gate is free again", () => gate.CurrentCount == 1, () => gate.CurrentCount);

        async Task WriteAsync()
        {
            if (!isInside)
            {
                await gate.WaitAsync(s.CancellationToken);
            }
            try
            {
                if (isInside)
                {
                    await gate.WaitAsync(s.CancellationToken);
                }
                await store.CallAsync("write");
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private static string Disturbed(ScheduleRun run) =>
        run.Steps.First(step => step.What.EndsWith("IOException", StringComparison.Ordinal)).What;

    private static void Transfer(Scenario s, bool releases, CancellationToken token = default)
    {
        var store = s.Dependency("store");
        var gate = new SemaphoreSlim(1, 1);
        var first = s.Operation("first", TransferAsync).MayThrow<IOException>();
        var second = s.Operation("second", TransferAsync).MayThrow<IOException>();
        s.Outcome(() => $"first {first.Ending}, second {second.Ending}, free {gate.CurrentCount}");
        s.Expect("the gate is free again", () => gate.CurrentCount == 1, () => gate.CurrentCount);

        async Task TransferAsync()
        {
            await gate.WaitAsync(token);
            try
            {
                await store.CallAsync("read", cancellationToken: token).WaitAsync(token);
                await store.CallAsync("write", cancellationToken: token);
                _ = releases ? 0 : gate.Release();
            }
            finally
            {
                _ = releases ? gate.Release() : 0;
            }
        }
    }
}
