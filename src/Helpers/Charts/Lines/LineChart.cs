using System.Runtime.InteropServices;

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

/// <summary>A named line through points, joined in the order given.</summary>
public sealed record Series(string Name, IReadOnlyList<Point> Points)
{
    /// <summary>In drawing order; any number, thinned where a picture would grow too large.</summary>
    public IReadOnlyList<Point> Points { get; init => field = ChartGuard.Copy(value, nameof(Points)); } =
        ChartGuard.Copy(Points, nameof(Points));

    internal bool HasPoints => Points.Count > 0;
}

/// <summary>One measured point, both coordinates zero or more.</summary>
/// <exception cref="ArgumentException">A coordinate is negative, infinite or not a number.</exception>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Point(double X, double Y)
{
    /// <summary>In the unit of the X label.</summary>
    public double X { get; init => field = ChartGuard.Amount(value, nameof(X)); } = ChartGuard.Amount(X, nameof(X));

    /// <summary>In the unit of the Y label.</summary>
    public double Y { get; init => field = ChartGuard.Amount(value, nameof(Y)); } = ChartGuard.Amount(Y, nameof(Y));
}
