namespace HonestAsync;

/// <summary>A ratio with the interval it was seen in; the interval decides, not the middle.</summary>
/// <param name="Median">The middle of the pairs' ratios.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Pairs">How many interleaved pairs were measured.</param>
public sealed record Ratio(double Median, double Low, double High, int Pairs)
{
    /// <summary>
    /// Yes when the whole interval lies above, no when it lies below, unclear when it straddles.
    /// </summary>
    public Trilean Above(double threshold) =>
        Low > threshold ? true : High <= threshold ? false : Trilean.Unclear;

    /// <summary>The opposite of <see cref="Above"/>.</summary>
    public Trilean Below(double threshold) =>
        High < threshold ? true : Low >= threshold ? false : Trilean.Unclear;

    /// <inheritdoc/>
    public override string ToString() => $"{Median:0.##}x ({Low:0.##}–{High:0.##}, {Pairs} pairs)";
}
