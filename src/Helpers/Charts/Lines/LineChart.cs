namespace HonestAsync;

/// <summary>
/// Lines over a shared pair of axes, named at their ends: queue depth over time, percentile curves, growth. A linear
/// Y axis starts at zero.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Series) : Chart(Title)
{
    internal const string Nothing = "No points to show.";

    /// <summary>At most seven are told apart by colour; more are dashed.</summary>
    public IReadOnlyList<Series> Series { get; init => field = ChartGuard.Copy(value, nameof(Series)); } =
        ChartGuard.Copy(Series, nameof(Series));

    /// <summary>Linear unless said otherwise.</summary>
    public AxisScale XScale { get; init; }

    /// <summary>Linear unless said otherwise.</summary>
    /// <exception cref="ArgumentException">Set to <see cref="AxisScale.Percentile"/>, which only X can
    /// be.</exception>
    public AxisScale YScale
    {
        get;
        init => field = value != AxisScale.Percentile
            ? value
            : throw new ArgumentException("Percentiles run along the X axis.", nameof(value));
    }

    private protected override string RenderText(int width) => LineText.Render(this, width);

    private protected override string RenderSvg() =>
        SvgBudget.Draw(Math.Max(1, Series.Sum(series => series.Points.Count)), kept => LineSvg.Render(this, kept));
}
