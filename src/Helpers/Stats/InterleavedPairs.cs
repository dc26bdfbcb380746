namespace HonestAsync;

/// <summary>
/// Compares two pieces of work as many short pairs, A next to B, in changing order: what disturbs the
/// machine disturbs both halves of a pair alike.
/// </summary>
public static class InterleavedPairs
{
    /// <summary>The ratio time(A) / time(B) over <paramref name="pairs"/> pairs, after a warm-up of both.</summary>
    /// <returns>The median, and the interval between the 10th and the 90th percentile of the pairs' ratios.</returns>
    public static Ratio Measure(int pairs, Action a, Action b) => Measure(pairs, a, b, TimeProvider.System);

    internal static Ratio Measure(int pairs, Action a, Action b, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 5);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        WarmUp(a, b, clock);
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            bool aFirst = i % 2 == 0;
            long first = Time(aFirst ? a : b, clock);
            long second = Time(aFirst ? b : a, clock);
            ratios[i] = (double)(aFirst ? first : second) / Math.Max(1, aFirst ? second : first);
        }
        Array.Sort(ratios);
        return new Ratio(ratios[pairs / 2], ratios[pairs / 10], ratios[pairs - 1 - (pairs / 10)], pairs);
    }

    private static void WarmUp(Action a, Action b, TimeProvider clock)
    {
        // until tiered compilation is done with both: at least 30 calls and 200 ms
        long start = clock.GetTimestamp();
        for (int i = 0; i < 30 || clock.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200); i++)
        {
            a();
            b();
        }
    }

    private static long Time(Action work, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        work();
        return clock.GetTimestamp() - start;
    }
}
