using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Compares two pieces of work as many short pairs, A next to B, in changing order: what disturbs the
/// machine disturbs both halves of a pair alike.
/// </summary>
public static class InterleavedPairs
{
    /// <summary>The ratio time(A) / time(B) over <paramref name="pairs"/> pairs, after a warm-up of both.</summary>
    /// <returns>The median, and the interval between the 10th and the 90th percentile of the pairs' ratios.</returns>
    public static Ratio Measure(int pairs, Action a, Action b)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 5);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        WarmUp(a, b);
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            bool aFirst = i % 2 == 0;
            long first = Time(aFirst ? a : b);
            long second = Time(aFirst ? b : a);
            ratios[i] = (double)(aFirst ? first : second) / Math.Max(1, aFirst ? second : first);
        }
        Array.Sort(ratios);
        return new Ratio(ratios[pairs / 2], ratios[pairs / 10], ratios[pairs - 1 - (pairs / 10)], pairs);
    }

    private static void WarmUp(Action a, Action b)
    {
        // until tiered compilation is done with both: at least 30 calls and 200 ms
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 30 || Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200); i++)
        {
            a();
            b();
        }
    }

    private static long Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetTimestamp() - start;
    }
}
