using System.Diagnostics;

[assembly: AssemblyFixture(typeof(HonestAsync.Dojo.Tests.SharedEngine))]

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// One engine for all tests that only ask how a run ends: the compiler wakes once, and the next process starts while
/// a test looks.
/// </summary>
public sealed class SharedEngine : IAsyncDisposable
{
    // on a crowded machine the watchdog waits until a loop has had its share of CPU
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly Lazy<KataEngine> _engine = new(() =>
        new KataEngine(new EngineOptions { Width = 1, Limits = new RunLimits { Time = s_limit, RedTime = s_limit, Memory = 200 << 20 } }));

    /// <summary>
    /// Runs the tiny kata with this text in the place of its file, and holds that no process is left.
    /// </summary>
    public Task<KataRun> RunAsync(string subject) => RunAsync(subject, _engine.Value);

    /// <summary>The same on another engine.</summary>
    public static async Task<KataRun> RunAsync(string subject, KataEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var clone = new FakeClone();
        var kata = clone.WithKata(subject);
        var run = await engine.RunAsync(KataSources.Of(kata, kata.MyFile),
            TestContext.Current.CancellationToken);
        if (run.ProcessId is { } id)
        {
            AssertGone(id);
        }
        return run;
    }

    /// <summary>Holds that no process has this id any more.</summary>
    public static void AssertGone(int processId) =>
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId));

    public ValueTask DisposeAsync() => _engine.IsValueCreated ? _engine.Value.DisposeAsync() : ValueTask.CompletedTask;
}
