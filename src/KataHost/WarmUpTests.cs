using Xunit;

namespace HonestAsync.KataHost;

/// <summary>
/// What a host runs before any kata comes, so that the ways a test may go, and the harness that most katas stand
/// on, are compiled by then.
/// </summary>
public sealed class WarmUpTests
{
    /// <summary>Passes on a thread of its own.</summary>
    [Fact]
    public Task A_test_passes() => Watchdog.RunAsync(async () =>
    {
        await Task.Yield();
        Assert.Equal(1, Environment.TickCount64 > 0 ? 1 : 0);
    });

    /// <summary>Passes on an event loop, with answers that come in later turns.</summary>
    [Fact]
    public Task A_test_passes_on_a_loop() => Watchdog.RunOnLoopAsync(async loop =>
    {
        var script = new ScriptedDependency("dependency");
        var calls = Enumerable.Range(0, 3).Select(number => script.CallAsync($"call {number}", () => number)).ToList();
        loop.Post(_ => script.AnswerAll(), null);
        await Task.WhenAll(calls);
    });

    /// <summary>Passes in every order, behind a gate, with faults and cancellations.</summary>
    [Fact]
    public Task A_test_passes_in_every_order() => Watchdog.RunAsync(() =>
    {
        Assert.Equal(ExplorationVerdict.Passed, Interleavings.Explore(scenario => Gated(scenario)).Verdict);
        Assert.NotEmpty(Interleavings.FaultAtEachAwait(scenario => Gated(scenario), () => new InvalidOperationException()));
        Assert.NotEmpty(Interleavings.CancelAtEachAwait(scenario => Gated(scenario)));
        return Task.CompletedTask;
    });

    /// <summary>
    /// Fails, with the words of an exploration: the way of a failure is the longest one to compile.
    /// </summary>
    [Fact]
    public Task A_test_fails() => Watchdog.RunAsync(() =>
    {
        var exploration = Interleavings.Explore(scenario => Gated(scenario, fails: true));
        Assert.True(exploration.Verdict == ExplorationVerdict.Passed, $"as it should: {exploration}");
        return Task.CompletedTask;
    });

    private static void Gated(Scenario scenario, bool fails = false)
    {
        var store = scenario.Dependency("store");
        var gate = new SemaphoreSlim(1, 1);
        int done = 0;
        scenario.Operation("first", OneAsync).MayThrow<InvalidOperationException>();
        scenario.Operation("second", OneAsync).MayThrow<InvalidOperationException>();
        scenario.Outcome(() => $"done {done}");
        scenario.Expect("all is done", () => !fails, () => $"{done} of 2");

        async Task OneAsync()
        {
            await gate.WaitAsync(scenario.CancellationToken).ConfigureAwait(false);
            try
            {
                await store.CallAsync("read", () => done, scenario.CancellationToken);
                done++;
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
