namespace HonestAsync;

/// <summary>
/// Moves the ends of a percentile interval for bias and skew: Efron, "Better Bootstrap Confidence Intervals", Journal
/// of the American Statistical Association 82 (1987), 171–185.
/// </summary>
internal sealed class BcaShift
{
    private readonly double _bias;
    private readonly double _acceleration;

    public BcaShift(double estimate, double[] resampled, double[] jackknife)
    {
        // ties count half, or a discrete statistic would look biased
        double below = resampled.Sum(value => value < estimate ? 1.0 : value == estimate ? 0.5 : 0);
        _bias = Normal.Quantile(Math.Clamp(below / resampled.Length, 0.5 / resampled.Length, 1 - (0.5 / resampled.Length)));
        double mean = jackknife.Average();
        double squares = jackknife.Sum(value => Math.Pow(mean - value, 2));
        double cubes = jackknife.Sum(value => Math.Pow(mean - value, 3));
        _acceleration = squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    public double Apply(double share)
    {
        double z = _bias + Normal.Quantile(share);
        return Normal.Cumulative(_bias + (z / (1 - (_acceleration * z))));
    }
}
