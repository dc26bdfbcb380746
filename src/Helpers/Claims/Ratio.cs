namespace HonestAsync;

/// <summary>A ratio with its interval; the interval decides, not the median.</summary>
/// <param name="Median">The median of the pairs' ratios.</param>
/// <param name="Low">Lower end of the interval; zero if there is no interval.</param>
/// <param name="High">Upper end of the interval; infinite if there is no interval.</param>
/// <param name="Pairs">How many interleaved pairs were measured.</param>
public sealed record Ratio(double Median, double Low, double High, int Pairs)
{
    /// <summary>
    /// The median of the pairs' ratios with its 95 % confidence interval, whatever their distribution: two of the ratios
    /// themselves, chosen by rank (Thompson 1936). Of 10 pairs they are the 2nd and the 9th, of 60 the 22nd and the 39th.
    /// </summary>
    /// <remarks>
    /// Fewer than six pairs have no such interval. It then reaches from zero to infinity, so that every comparison is unclear.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are no ratios.</exception>
    public static Ratio OfPairs(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(ratios));
        double median = MedianInterval.Median(sorted);
        return MedianInterval.Ranks(sorted.Length) is var (low, high)
            ? new Ratio(median, sorted[low], sorted[high], sorted.Length)
            : new Ratio(median, 0, double.PositiveInfinity, sorted.Length);
    }

    /// <summary>
    /// Yes if the whole interval lies above, no if it lies below, unclear if it straddles the threshold.
    /// </summary>
    public Trilean Above(double threshold) =>
        Low > threshold ? true : High <= threshold ? false : Trilean.Unclear;

    /// <summary>The opposite of <see cref="Above"/>.</summary>
    public Trilean Below(double threshold) =>
        High < threshold ? true : Low >= threshold ? false : Trilean.Unclear;

    /// <inheritdoc/>
    public override string ToString() => double.IsInfinity(High)
        ? $"{Median:0.##}x (no interval from {Pairs} pairs)"
        : $"{Median:0.##}x ({Low:0.##}–{High:0.##}, {Pairs} pairs)";
}
