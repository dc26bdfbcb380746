namespace HonestAsync;

/// <summary>
/// Latency against percentile, where every further nine gets as much room as the last: what an open and a closed loop
/// say about the same service, one beside the other.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record PercentileChart(string Title, IReadOnlyList<LatencyCurve> Curves) : Chart(Title)
{
    /// <summary>At most seven are told apart by colour; more are dashed.</summary>
    public IReadOnlyList<LatencyCurve> Curves { get; init => field = ChartGuard.Copy(value, nameof(Curves)); } =
        ChartGuard.Copy(Curves, nameof(Curves));

    /// <summary>Logarithmic unless said otherwise: a stall is a thousand times a median.</summary>
    public AxisScale LatencyScale { get; init; } = AxisScale.Log;

    /// <summary>What an open loop measured, and what a closed-loop tool would have made of the same requests.</summary>
    public static PercentileChart Of(string title, OpenLoopReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new PercentileChart(title,
            [new("from the intended start", report.Latency), new("from the actual start", report.ServiceTime)]);
    }

    private protected override string RenderText(int width) => Lines().ToText(width);

    private protected override string RenderSvg() => Lines().ToSvg();

    internal LineChart Lines() => new(Title, "percentile", "ms", [.. Curves.Select(curve => curve.Series)])
    {
        XScale = AxisScale.Percentile, YScale = LatencyScale,
    };
}

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
