using System.Collections.Concurrent;
using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>Parses of one document, and the heartbeats of the executor meanwhile.</summary>
/// <param name="Parser">How it was parsed.</param>
/// <param name="Beats">Heartbeats from the beginning of a parse to its return, all parses together.</param>
/// <param name="BeatsOutside">Heartbeats between the parses: the proof that the heartbeat ran.</param>
/// <param name="CompleteOnReturn">Parses whose task was complete when the call returned.</param>
/// <param name="Milliseconds">Real time of the median parse; for display, not for a verdict.</param>
public sealed record JsonParses(string Parser, long Beats, long BeatsOutside, int CompleteOnReturn, double Milliseconds)
{
    private const int InAHalf = 4;
    private const int TurnsBetween = 10;
    private static readonly ConcurrentDictionary<string, bool> s_warm = new(StringComparer.Ordinal);

    /// <summary>In callbacks of an event loop.</summary>
    public static Task<JsonParses> OnLoopAsync(BigJson.Parser parser, byte[] json, int parses) =>
        RunAsync(Executor.EventLoop, parser, json, parses, offload: false);

    /// <summary>The loop hands each to <c>Task.Run</c> and awaits it.</summary>
    public static Task<JsonParses> OffLoopAsync(BigJson.Parser parser, byte[] json, int parses) =>
        RunAsync(Executor.EventLoop, parser, json, parses, offload: true);

    /// <summary>In items of a pool that has a second thread.</summary>
    public static Task<JsonParses> OnPoolOfTwoAsync(BigJson.Parser parser, byte[] json, int parses) =>
        RunAsync(Executor.Pool(2), parser, json, parses, offload: false);

    /// <summary>
    /// The time of a parse as a multiple of 7.5 million steps of <see cref="CpuWork"/>, which are 10 ms at 3 GHz.
    /// </summary>
    public static Ratio AgainstCalibration(BigJson.Parser parser, byte[] json, int pairs)
    {
        ArgumentNullException.ThrowIfNull(parser);
        WarmUp(parser);
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            // one next to the other, in changing order: what disturbs the machine disturbs both
            bool parseFirst = i % 2 == 0;
            var first = parseFirst ? Time(Parse) : Time(Calibrate);
            var second = parseFirst ? Time(Calibrate) : Time(Parse);
            ratios[i] = parseFirst ? first / second : second / first;
        }
        return Ratio.OfPairs(ratios);

        void Parse() => parser.Parse(json).GetAwaiter().GetResult();
        static void Calibrate() => CpuWork.Spin(7_500_000);
    }

    private static async Task<JsonParses> RunAsync(Executor on, BigJson.Parser parser, byte[] json, int parses, bool offload)
    {
        ArgumentNullException.ThrowIfNull(parser);
        WarmUp(parser);
        JsonParses? result = null;
        await on.RunAsync(async executor =>
        {
            using var heart = new Heartbeat(executor.Post);
            var (during, complete) = (0L, 0);
            var times = new List<double>();
            for (int i = 0; i < parses; i++)
            {
                await AllAwakeAsync(on, executor);
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                executor.Post(() => _ = offload ? Task.Run(() => ParseAsync(done)) : ParseAsync(done));
                await done.Task;
                for (int turn = 0; turn < TurnsBetween; turn++)
                {
                    await Task.Yield();
                }
            }
            times.Sort();
            result = new JsonParses(parser.Name, during, heart.Beats - during, complete, times[parses / 2]);

            async Task ParseAsync(TaskCompletionSource done)
            {
                long before = heart.Beats;
                long start = Stopwatch.GetTimestamp();
                var parse = parser.Parse(json);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                during += heart.Beats - before;
                complete += parse.IsCompleted ? 1 : 0;
                await parse;
                done.SetResult();
            }
        });
        return result!;
    }

    /// <summary>
    /// Until every thread of the executor has been seen awake, all at once: one that the machine keeps off its core stays
    /// away from the beats of one parse, and not of all.
    /// </summary>
    private static Task AllAwakeAsync(Executor on, Executor.OpenExecutor executor)
    {
        var awake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = new CountdownEvent(on.Threads);
        for (int i = 0; i < on.Threads; i++)
        {
            executor.Post(() =>
            {
                if (missing.Signal())
                {
                    awake.SetResult();
                }
                missing.Wait();
            });
        }
        return awake.Task;
    }

    /// <summary>Until tiered compilation is done: on documents small enough for that to be quick.</summary>
    private static void WarmUp(BigJson.Parser parser)
    {
        if (!s_warm.TryAdd(parser.Name, value: true))
        {
            return;
        }
        byte[] small = BigJson.Bytes(100_000);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 40 || Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200); i++)
        {
            parser.Parse(small).GetAwaiter().GetResult();
            CpuWork.Spin(10_000);
        }
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < InAHalf; i++)
        {
            work();
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
