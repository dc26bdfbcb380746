using Plotly.NET;

namespace HonestAsync.Lab;

/// <summary>
/// Charts to look into: zoom by dragging, double-click for all of it, hover for values, click a name to hide its line.
/// Nothing of Plotly is loaded before the first of these calls, which costs about a quarter of a second of CPU.
/// </summary>
public static class InteractiveCharts
{
    /// <summary>
    /// The bars with a linear axis from zero, or dots on a log axis; notes next to the values, long labels whole on hover.
    /// </summary>
    public static GenericChart Explore(this BarChart chart) => BarFigure.Of(chart);

    /// <summary>All points, none thinned, on the chart's own scales.</summary>
    public static GenericChart Explore(this LineChart chart) => LineFigure.Of(chart);

    /// <summary>The curves; the axis of percentiles has labelled ticks between the nines, too.</summary>
    public static GenericChart Explore(this PercentileChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return LineFigure.Of(chart.Lines());
    }

    /// <summary>All spans, none left out; names appear where zooming makes room. Zooms along the time axis.</summary>
    public static GenericChart Explore(this TimelineChart chart) => TimelineFigure.Of(chart);
}
