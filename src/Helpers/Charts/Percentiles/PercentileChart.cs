namespace HonestAsync;

/// <summary>
/// Latency by percentile on HdrHistogram's axis, where each further nine (90, 99, 99.9 …) gets the same room. Compares, for
/// example, an open and a closed loop on the same service.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record PercentileChart(string Title, IReadOnlyList<LatencyCurve> Curves) : Chart(Title)
{
    /// <summary>The curves. Seven have colours of their own; further ones are dashed.</summary>
    public IReadOnlyList<LatencyCurve> Curves { get; init => field = ChartGuard.Copy(value, nameof(Curves)); } =
        ChartGuard.Copy(Curves, nameof(Curves));

    /// <summary>The scale of the latencies; logarithmic by default, as a stall can be a thousand times the median.</summary>
    public AxisScale LatencyScale { get; init; } = AxisScale.Log;

    /// <summary>Charts an open loop's latency next to the service time that a closed-loop tool would report.</summary>
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
    // four points for each further nine, and the quartiles
    private static readonly double[] s_percentiles =
    [
        0, 25, 50, 75, 82, 90, 94.4, 96.8, 98.2, 99, 99.44, 99.68, 99.82, 99.9, 99.944, 99.968, 99.982, 99.99,
        99.9944, 99.9968, 99.9982, 99.999,
    ];

    /// <summary>Copies the percentiles of a histogram; values recorded later do not change the curve.</summary>
    public LatencyCurve(string name, LatencyHistogram latency)
    {
        ArgumentNullException.ThrowIfNull(latency);
        long count = latency.Count;
        Series = new Series(name, count == 0 ? [] : [.. s_percentiles
            .Where(percentile => count * (100 - percentile) >= 99.9999).Append(100)
            .Select(percentile => new Point(percentile, latency.Percentile(percentile).TotalMilliseconds))]);
    }

    /// <summary>The percentiles that the number of values supports (99.9 takes a thousand), then the maximum.</summary>
    public Series Series { get; }
}
