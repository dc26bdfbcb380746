using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>Benchmarks the explorer on this machine, in schedules per second; figures to show, not to assert.</summary>
public static class ExplorerBench
{
    /// <summary>Measures each shape for about a second of real time, after a warm-up.</summary>
    public static TextTable Measure() => Measure(TimeSpan.FromSeconds(1));

    internal static TextTable Measure(TimeSpan budget) => TextTable.Of("scenario", "schedules/s", "wanted")
        .Row("2 operations x 3 awaits, on the loop", Rate(OnTheLoop, budget), "100,000")
        .Row("gate and ConfigureAwait(false), hops to the pool", Rate(GateOffTheLoop, budget), "2,000")
        .Row("WaitAsync(token), hops to the pool", Rate(GateWithToken, budget), "2,000");

    private static double Rate(Action<Scenario> setUp, TimeSpan budget)
    {
        // the compiler works on for about a second
        Run(setUp, budget);
        return Math.Round(Run(setUp, budget), 0);
    }

    private static double Run(Action<Scenario> setUp, TimeSpan budget)
    {
        long schedules = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            var exploration = Interleavings.Explore(setUp);
            exploration.EnsurePassed();
            schedules += exploration.Schedules;
        }
        while (Stopwatch.GetElapsedTime(start) < budget);
        return schedules / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void OnTheLoop(Scenario s) => Twice(s, async store =>
    {
        await store.CallAsync("one");
        await store.CallAsync("two");
        await store.CallAsync("three");
    });

    private static void GateOffTheLoop(Scenario s)
    {
        var gate = new SemaphoreSlim(1, 1);
        Twice(s, async store =>
        {
            await gate.WaitAsync().ConfigureAwait(false);
            await store.CallAsync("read").ConfigureAwait(false);
            await store.CallAsync("write").ConfigureAwait(false);
            gate.Release();
        });
    }

    private static void GateWithToken(Scenario s)
    {
        var gate = new SemaphoreSlim(1, 1);
        Twice(s, async store =>
        {
            await gate.WaitAsync(s.CancellationToken);
            await store.CallAsync("read").WaitAsync(s.CancellationToken);
            await store.CallAsync("write").WaitAsync(s.CancellationToken);
            gate.Release();
        });
    }

    private static void Twice(Scenario s, Func<ScriptedDependency, Task> body)
    {
        var store = s.Dependency("store");
        s.Operation("first", () => body(store));
        s.Operation("second", () => body(store));
    }
}
