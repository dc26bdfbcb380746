namespace HonestAsync;

/// <summary>
/// Compares two pieces of work as many short pairs, A next to B, in changing order: what disturbs the
/// machine disturbs both halves of a pair alike.
/// </summary>
public static class InterleavedPairs
{
    private const int Fewest = 10;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The ratio time(A) / time(B) over <paramref name="pairs"/> pairs, after a warm-up of both. After 10 s it
    /// ends with those that there are, at least 10 (or as many as were asked for).
    /// </summary>
    /// <returns>The median, and the interval between the 10th and the 90th percentile of the pairs' ratios.</returns>
    public static Ratio Measure(int pairs, Action a, Action b) => Measure(pairs, a, b, TimeProvider.System);

    internal static Ratio Measure(int pairs, Action a, Action b, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 5);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        WarmUp(a, b, clock);
        var ratios = new List<double>(pairs);
        long start = clock.GetTimestamp();
        for (int i = 0; i < pairs && (i < Fewest || clock.GetElapsedTime(start) < s_budget); i++)
        {
            bool aFirst = i % 2 == 0;
            long first = Time(aFirst ? a : b, clock);
            long second = Time(aFirst ? b : a, clock);
            ratios.Add((double)(aFirst ? first : second) / Math.Max(1, aFirst ? second : first));
        }
        ratios.Sort();
        int done = ratios.Count;
        return new Ratio(ratios[done / 2], ratios[done / 10], ratios[done - 1 - (done / 10)], done);
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
