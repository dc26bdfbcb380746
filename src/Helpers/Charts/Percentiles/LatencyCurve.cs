namespace HonestAsync;

/// <summary>A named curve of a <see cref="PercentileChart"/>, in milliseconds.</summary>
public sealed record LatencyCurve
{
    // four places to every further nine, and the quarters
    private static readonly double[] s_percentiles =
    [
        0, 25, 50, 75, 82, 90, 94.4, 96.8, 98.2, 99, 99.44, 99.68, 99.82, 99.9, 99.944, 99.968, 99.982, 99.99,
        99.9944, 99.9968, 99.9982, 99.999,
    ];

    /// <summary>What the histogram holds now; values recorded later do not change the curve.</summary>
    public LatencyCurve(string name, LatencyHistogram latency)
    {
        ArgumentNullException.ThrowIfNull(latency);
        long count = latency.Count;
        Series = new Series(name, count == 0 ? [] : [.. s_percentiles
            .Where(percentile => count * (100 - percentile) >= 99.9999).Append(100)
            .Select(percentile => new Point(percentile, latency.Percentile(percentile).TotalMilliseconds))]);
    }

    /// <summary>As far as the number of values can tell (99.9 takes a thousand), then the maximum.</summary>
    public Series Series { get; }
}
