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
