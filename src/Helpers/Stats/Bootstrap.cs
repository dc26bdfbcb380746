namespace HonestAsync;

/// <summary>How a bootstrap interval is read off the resampled values.</summary>
public enum BootstrapMethod
{
    /// <summary>The plain percentiles of the resampled statistic.</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated (Efron 1987): percentiles shifted for bias and skew of the statistic.</summary>
    Bca,
}

/// <summary>
/// What a sample says about a statistic, without a model of where it came from: resampled with replacement, seeded,
/// so that the same sample gives the same interval on every machine.
/// </summary>
public static class Bootstrap
{
    private const int FewestValues = 5;

    /// <summary>The interval of a statistic of one sample, for example of the medians of interleaved pairs' ratios.</summary>
    /// <remarks>The statistic gets a sorted resample. It assumes independent values: a drifting machine breaks that.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 5 values, fewer than 200 resamples, or a confidence outside 0–1.</exception>
    public static BootstrapInterval Interval(IReadOnlyList<double> sample, Func<double[], double> statistic,
        double confidence = 0.95, int resamples = 2_000, int seed = 1, BootstrapMethod method = BootstrapMethod.Bca)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(sample.Count, FewestValues, nameof(sample));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 200);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        double[] sorted = [.. sample.Order()];
        double estimate = statistic([.. sorted]);
        double[] resampled = Resample(sorted, statistic, resamples, seed);
        var (low, high) = ((1 - confidence) / 2, (1 + confidence) / 2);
        if (method == BootstrapMethod.Bca)
        {
            var shift = new BcaShift(estimate, resampled, Jackknife(sorted, statistic));
            (low, high) = (shift.Apply(low), shift.Apply(high));
        }
        return new BootstrapInterval(estimate, Quantile(resampled, low), Quantile(resampled, high), confidence, resamples, method);
    }

    /// <summary>The interval of the median.</summary>
    /// <remarks>The plain percentiles: the jackknife behind BCa fails for a median.</remarks>
    public static BootstrapInterval OfMedian(IReadOnlyList<double> sample, double confidence = 0.95, int seed = 1) =>
        Interval(sample, values => Quantile(values, 0.5), confidence, seed: seed, method: BootstrapMethod.Percentile);

    /// <summary>The interval of the mean, by BCa.</summary>
    public static BootstrapInterval OfMean(IReadOnlyList<double> sample, double confidence = 0.95, int seed = 1) =>
        Interval(sample, values => values.Average(), confidence, seed: seed);

    /// <summary>A quantile (0–1) of sorted values, straight between neighbours (type 7 of Hyndman and Fan 1996).</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Count, nameof(sorted));
        double place = Math.Clamp(share, 0, 1) * (sorted.Count - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Count - 1)];
        return sorted[below] + ((place - below) * (above - sorted[below]));
    }

    private static double[] Resample(double[] sample, Func<double[], double> statistic, int resamples, int seed)
    {
        var random = new SeededRandom(seed);
        double[] values = new double[resamples];
        double[] drawn = new double[sample.Length];
        for (int i = 0; i < resamples; i++)
        {
            for (int k = 0; k < drawn.Length; k++)
            {
                drawn[k] = sample[random.Below(sample.Length)];
            }
            Array.Sort(drawn);
            values[i] = statistic(drawn);
        }
        Array.Sort(values);
        return values;
    }

    /// <summary>The statistic without each value in turn.</summary>
    private static double[] Jackknife(double[] sample, Func<double[], double> statistic) =>
        [.. sample.Select((_, left) => statistic([.. sample.Where((_, i) => i != left)]))];
}
