namespace HonestAsync;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>P(Z ≤ z), by the continued fraction or the series of the error function; relative error below 1e-12.</summary>
    public static double Cumulative(double z)
    {
        double tail = Tail(Math.Abs(z));
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>The z with P(Z ≤ z) = <paramref name="share"/>, by bisection: 80 halvings are exact and fast enough here.</summary>
    public static double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        var (low, high) = (-40.0, 40.0);
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < share ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    private static double Tail(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            // Marsaglia 2004: the integral from 0 is the density times z + z³/3 + z⁵/15 + …
            var (sum, term) = (z, z);
            for (int i = 3; i < 200; i += 2)
            {
                sum += term *= z * z / i;
            }
            return 0.5 - (density * sum);
        }
        // Mills' ratio as Laplace's continued fraction
        double fraction = z;
        for (int i = 200; i > 0; i--)
        {
            fraction = z + (i / fraction);
        }
        return density / fraction;
    }
}
