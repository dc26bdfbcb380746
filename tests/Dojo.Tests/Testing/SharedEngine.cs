using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>One engine for a class of tests: the compiler wakes once, and the next process starts while a test looks.</summary>
public sealed class SharedEngine : IAsyncDisposable
{
    /// <summary>More than the watchdog's two seconds, and not more than a test should take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private readonly KataEngine _engine = new(new EngineOptions { Width = 1, Limits = new RunLimits { Time = Limit, Memory = 200 << 20 } });

    /// <summary>Runs the tiny kata with this text in the place of its file, and holds that no process is left.</summary>
    public async Task<KataRun> RunAsync(string subject)
    {
        using var clone = new FakeClone();
        var kata = clone.WithKata(subject);
        var run = await _engine.RunAsync(KataSources.Of(kata, kata.MyFile), TestContext.Current.CancellationToken);
        if (run.ProcessId is { } id)
        {
            AssertGone(id);
        }
        return run;
    }

    /// <summary>Holds that no process has this id any more.</summary>
    public static void AssertGone(int processId) => Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId));

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
