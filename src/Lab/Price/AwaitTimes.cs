using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>
/// Time per await, as a ratio to the clock: interleaved pairs of many awaits and a stretch of time. An absolute time
/// would depend on one quiet moment; the interval of a ratio shows how quiet it was.
/// </summary>
public static class AwaitTimes
{
    private const double MicrosecondsAHalf = 50;

    /// <summary>Time of one divided by a nanosecond.</summary>
    public static Ratio InNanoseconds(AwaitKind kind, int pairs)
    {
        // if a half has to wake or start a thread, many awaits share that cost
        int awaits = kind switch
        {
            AwaitKind.PlainCall or AwaitKind.Complete => 2_000,
            AwaitKind.PoolTurn => 1_000,
            _ => 200,
        };
        var ratio = kind switch
        {
            AwaitKind.LoopTurn => OnALoop(pairs, Repeated(awaits, static () => YieldAsync())),
            AwaitKind.PoolTurn => Against(pairs, () => Task.Run(Repeated(awaits, static () => YieldAsync())).GetAwaiter().GetResult()),
            AwaitKind.OtherThread => ByADriver(pairs, awaits),
            _ => Against(pairs, Calling(kind, awaits)),
        };
        return Scaled(ratio, MicrosecondsAHalf * 1_000 / awaits);
    }

    /// <summary>The same ratio in another unit.</summary>
    public static Ratio Scaled(Ratio ratio, double factor)
    {
        ArgumentNullException.ThrowIfNull(ratio);
        return new Ratio(ratio.Median * factor, ratio.Low * factor, ratio.High * factor, ratio.Pairs);
    }

    /// <summary>How many of them fit into that many nanoseconds: the inverse interval.</summary>
    public static Ratio FitInto(double nanoseconds, Ratio each)
    {
        ArgumentNullException.ThrowIfNull(each);
        return new Ratio(nanoseconds / each.Median, nanoseconds / each.High, nanoseconds / each.Low, each.Pairs);
    }

    private static Action Calling(AwaitKind kind, int times)
    {
        var operation = new Recycled();
        return () =>
        {
            for (int i = 0; i < times; i++)
            {
                _ = kind switch
                {
                    AwaitKind.PlainCall => Calls.Complete(CallShape.Plain),
                    AwaitKind.Complete => Calls.Complete(CallShape.TaskOfInt),
                    _ => Calls.Suspended(CallShape.TaskOfInt, operation),
                };
            }
        };
    }

    private static Ratio OnALoop(int pairs, Func<Task> awaits)
    {
        var loop = new EventLoop();
        return Against(pairs, () =>
        {
            var task = loop.StartOn(awaits);
            loop.RunUntilIdle();
            task.GetAwaiter().GetResult();
        });
    }

    private static Ratio ByADriver(int pairs, int awaits)
    {
        using var driver = new Driver();
        return Against(pairs, () => new EventLoop().Run(Repeated(awaits, driver.AskAsync)));
    }

    private static Func<Task> Repeated(int times, Func<Task> one) => async () =>
    {
        for (int i = 0; i < times; i++)
        {
            await one();
        }
    };

    private static async Task YieldAsync() => await Task.Yield();

    private static Ratio Against(int pairs, Action awaits) => InterleavedPairs.Measure(pairs, awaits, static () =>
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < MicrosecondsAHalf)
        {
            // the clock itself is the measure: a thread interrupted here still ends on time
        }
    });
}
