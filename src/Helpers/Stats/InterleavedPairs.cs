namespace HonestAsync;

/// <summary>
/// Compares the running times of two pieces of work as many short pairs, A next to B, in alternating order: a disturbance
/// of the machine affects both halves of a pair alike.
/// </summary>
public static class InterleavedPairs
{
    private const int Fewest = 10;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Measures the ratio time(A) / time(B) over <paramref name="pairs"/> pairs in real time, after a warm-up of both. After
    /// 10 s it stops early, with at least 10 pairs (or as many as were asked for).
    /// </summary>
    /// <returns>The median of the pairs' ratios with its interval; see <see cref="Ratio.OfPairs"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one pair.</exception>
    public static Ratio Measure(int pairs, Action a, Action b) => Measure(pairs, a, b, TimeProvider.System);

    internal static Ratio Measure(int pairs, Action a, Action b, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
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
        return Ratio.OfPairs(ratios);
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
