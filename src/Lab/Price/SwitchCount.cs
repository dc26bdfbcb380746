using System.Diagnostics;
using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>
/// How often the operating system switched a thread of this process because it went to sleep, while something was done
/// <paramref name="Times"/> times. Counted, not timed: a machine that is too busy for all of them does fewer.
/// Linux only.
/// </summary>
/// <param name="Times">Awaits, or rounds, that were done.</param>
/// <param name="Switches">Voluntary switches of all threads. A few belong to others in the process.</param>
public sealed record SwitchCount(int Times, long Switches)
{
    private const string Tasks = "/proc/self/task";
    // enough to tell a switch for each from the few of others, however long they take
    private const int Least = 200;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(5);

    /// <summary>Switches for each time.</summary>
    public double Each => (double)Switches / Times;

    /// <summary>Why nothing can be counted here; empty where it can.</summary>
    public static string Reason => Directory.Exists(Tasks) ? "" : $"switches are counted in {Tasks}, which only Linux has";

    /// <summary>Awaits of something complete.</summary>
    public static SwitchCount OfCompleted(int times) => OnOwnLoop(times, static async _ => await Task.CompletedTask);

    /// <summary>Awaits that suspend, and are completed by the thread that waits.</summary>
    public static SwitchCount OfSuspended(int times)
    {
        var operation = new Recycled();
        var before = Read();
        for (int i = 0; i < times; i++)
        {
            _ = Calls.Suspended(CallShape.TaskOfInt, operation);
        }
        return new SwitchCount(times, Since(before));
    }

    /// <summary>Awaits that suspend and come back through the queue of an event loop.</summary>
    public static SwitchCount OfLoopTurns(int times) => OnOwnLoop(times, static async _ => await Task.Yield());

    /// <summary>Awaits that suspend and come back through the queue of the ThreadPool.</summary>
    public static SwitchCount OfPoolTurns(int times) => Task.Run(() => CountAsync(times, static async _ =>
    {
        await Task.Yield();
    })).GetAwaiter().GetResult();

    /// <summary>Awaits on an event loop that another thread answers; both sleep until the other has done its part.</summary>
    public static SwitchCount OfAnswersElsewhere(int times)
    {
        using var driver = new Driver();
        return OnOwnLoop(times, _ => driver.AskAsync());
    }

    /// <summary>No await at all: two threads that block on each other in turn.</summary>
    public static SwitchCount OfTwoThreads(int times)
    {
        using var driver = new Driver();
        return CountAsync(times, _ =>
        {
            driver.Ask();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    /// <summary>Round trips over a socket on this machine, awaited one after the other.</summary>
    public static SwitchCount OfRoundTrips(int times)
    {
        using var connection = new EchoConnection();
        return OnOwnLoop(times, _ => connection.EchoAsync(1));
    }

    private static SwitchCount OnOwnLoop(int times, Func<int, Task> one)
    {
        SwitchCount? count = null;
        // read on the loop's thread: with it, its count would be gone
        new EventLoop().Run(async () => count = await CountAsync(times, one));
        return count!;
    }

    private static async Task<SwitchCount> CountAsync(int times, Func<int, Task> one)
    {
        var before = Read();
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        for (; done < times && (done < Least || Stopwatch.GetElapsedTime(start) < s_budget); done++)
        {
            await one(done);
        }
        return new SwitchCount(done, Since(before));
    }

    private static Dictionary<string, long> Read() =>
        Directory.GetDirectories(Tasks).ToDictionary(thread => thread, OfThread, StringComparer.Ordinal);

    // thread by thread: one that ended meanwhile takes its old count along, and must not be subtracted
    private static long Since(Dictionary<string, long> before) =>
        Read().Sum(now => Math.Max(0, now.Value - before.GetValueOrDefault(now.Key)));

    private static long OfThread(string folder)
    {
        try
        {
            string line = File.ReadLines(Path.Combine(folder, "status"))
                .Single(line => line.StartsWith("voluntary_ctxt_switches", StringComparison.Ordinal));
            return long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // that thread has just ended
            return 0;
        }
    }
}
