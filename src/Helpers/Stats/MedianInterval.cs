namespace HonestAsync;

/// <summary>
/// The confidence interval of a median from order statistics: no assumption about the distribution, only independent
/// values. A machine whose speed drifts during the measurement breaks that assumption.
/// </summary>
/// <remarks>
/// Each value lies below the true median with probability 1/2, so the r-th smallest and the r-th largest of n enclose it
/// with probability 1 − 2 · P(Binomial(n, 1/2) &lt; r). W. R. Thompson, "On Confidence Ranges for the Median and Other
/// Expectation Distributions for Populations of Unknown Distribution Form", Annals of Mathematical Statistics 7 (1936),
/// 122–128; H. A. David and H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
/// </remarks>
internal static class MedianInterval
{
    /// <summary>The share of intervals that contain the true median; of few values the share is higher, never lower.</summary>
    public const double Confidence = 0.95;

    /// <summary>The fewest values with an interval: of five, even the extremes enclose the median in 93.75 % only.</summary>
    public const int FewestValues = 6;

    /// <summary>The median of sorted values: the middle one, or the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyList<double> sorted) =>
        (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    /// <summary>The narrowest pair of order statistics with the confidence, as indexes into the sorted values.</summary>
    /// <returns>Null for fewer than <see cref="FewestValues"/> values.</returns>
    public static (int Low, int High)? Ranks(int count)
    {
        // by logarithms: 2 to the power of -count underflows beyond 1,074 values
        double logarithm = -count * Math.Log(2);
        double tail = Math.Exp(logarithm);
        int low = -1;
        while (2 * tail <= 1 - Confidence)
        {
            low++;
            logarithm += Math.Log((count - low) / (low + 1.0));
            tail += Math.Exp(logarithm);
        }
        return low < 0 ? null : (low, count - 1 - low);
    }
}
