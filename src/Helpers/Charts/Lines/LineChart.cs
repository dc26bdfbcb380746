using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>
/// A line chart on one pair of axes; each line is named at its end. A linear Y axis starts at zero.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Series) : Chart(Title)
{
    internal const string Nothing = "No points to show.";

    /// <summary>The lines. Seven have colours of their own; further ones are dashed.</summary>
    public IReadOnlyList<Series> Series { get; init => field = ChartGuard.Copy(value, nameof(Series)); } =
        ChartGuard.Copy(Series, nameof(Series));

    /// <summary>The scale of the X axis; linear by default.</summary>
    public AxisScale XScale { get; init; }

    /// <summary>The scale of the Y axis; linear by default.</summary>
    /// <exception cref="ArgumentException">Set to <see cref="AxisScale.Percentile"/>, which is for X only.</exception>
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

/// <summary>A named line through points, in the given order.</summary>
public sealed record Series(string Name, IReadOnlyList<Point> Points)
{
    /// <summary>Any number of points, in drawing order; thinned if the picture would become too large.</summary>
    public IReadOnlyList<Point> Points { get; init => field = ChartGuard.Copy(value, nameof(Points)); } =
        ChartGuard.Copy(Points, nameof(Points));

    internal bool HasPoints => Points.Count > 0;
}

/// <summary>One point of a line; both coordinates are zero or more.</summary>
/// <exception cref="ArgumentException">A coordinate is negative, infinite or not a number.</exception>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Point(double X, double Y)
{
    /// <summary>The X coordinate, in the unit of the X label.</summary>
    public double X { get; init => field = ChartGuard.Amount(value, nameof(X)); } = ChartGuard.Amount(X, nameof(X));

    /// <summary>The Y coordinate, in the unit of the Y label.</summary>
    public double Y { get; init => field = ChartGuard.Amount(value, nameof(Y)); } = ChartGuard.Amount(Y, nameof(Y));
}
