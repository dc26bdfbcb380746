using Xunit;

namespace HonestAsync.KataHost;

/// <summary>What a host runs before any kata comes: the ways a test may go, once each.</summary>
public sealed class WarmUpTests
{
    /// <summary>Passes in a harness that most katas use.</summary>
    [Fact]
    public Task A_test_passes() => Watchdog.RunAsync(async () =>
    {
        await Task.Yield();
        Assert.Equal(1, Environment.TickCount64 > 0 ? 1 : 0);
    });

    /// <summary>Passes on an event loop.</summary>
    [Fact]
    public Task A_test_passes_on_a_loop() => Watchdog.RunOnLoopAsync(async _ => await Task.Yield());

    /// <summary>Fails: the way of an exception is the longest one to compile.</summary>
    [Fact]
    public Task A_test_fails() => Watchdog.RunAsync(() =>
    {
        Assert.True(Environment.TickCount64 < 0, "as it should");
        return Task.CompletedTask;
    });
}
