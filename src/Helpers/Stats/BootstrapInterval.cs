namespace HonestAsync;

/// <summary>An estimate with the interval that resampling gives it; the interval decides, not the estimate.</summary>
/// <param name="Estimate">The statistic of the sample itself.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Confidence">The share of such intervals that should hold the truth, 0 to 1.</param>
/// <param name="Resamples">How often the sample was drawn anew.</param>
/// <param name="Method">How the ends were read off.</param>
public sealed record BootstrapInterval(
    double Estimate, double Low, double High, double Confidence, int Resamples, BootstrapMethod Method)
{
    /// <summary>Yes when the whole interval lies above, no when it lies below, unclear when it straddles.</summary>
    public Trilean Above(double threshold) => Low > threshold ? true : High <= threshold ? false : Trilean.Unclear;

    /// <summary>The opposite of <see cref="Above"/>.</summary>
    public Trilean Below(double threshold) => High < threshold ? true : Low >= threshold ? false : Trilean.Unclear;

    /// <inheritdoc/>
    public override string ToString() => $"{Estimate:0.###} ({Low:0.###}–{High:0.###}, {Confidence:0.#%} of {Resamples} resamples)";
}
