using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace HonestAsync.Lab;

internal static class LineFigure
{
    private const int Height = 320;
    private const int MostMarkers = 40;
    private const double WidestName = 260;

    // where a reader looks next: half-way between the nines
    private static readonly double[] s_between = [75, 95, 99.5, 99.95, 99.995];

    public static GenericChart Of(LineChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var scene = new LineScene(chart);
        var figure = new Figure(chart, chart.YLabel, scene.Note);
        if (scene.Lines.TrueForAll(line => line.Count == 0))
        {
            return figure.Empty(LineChart.Nothing);
        }

        foreach (var (index, series) in chart.Series.Index())
        {
            figure.Add(Line(chart, scene, series, index));
        }

        return figure.Finish(XAxis(chart, scene), YAxis(chart), Height);
    }

    private static Trace Line(LineChart chart, LineScene scene, Series series, int index)
    {
        var percentiles = chart.XScale == AxisScale.Percentile;
        var points = series.Points.Where(point => scene.X.CanShow(point.X) && scene.Y.CanShow(point.Y)).ToList();
        var colour = ChartPalette.Line(index);
        return new Trace("scatter").With(
            ("mode", points.Count <= MostMarkers ? "lines+markers" : "lines"),
            ("name", FigureParts.Text(series.Name, WidestName)),
            ("x", points.Select(point => percentiles ? scene.X.Share(point.X) : point.X).ToArray()),
            ("y", points.Select(point => point.Y).ToArray()),
            ("text", percentiles ? points.Select(point => Percentile(point.X)).ToArray() : null),
            ("hovertemplate", percentiles
                ? $"%{{text}}: %{{y:,.6~r}} {FigureParts.Text(chart.YLabel)}"
                : $"{FigureParts.Text(chart.XLabel)}: %{{x:,.6~r}}<br>{FigureParts.Text(chart.YLabel)}: %{{y:,.6~r}}"),
            ("line", new Line().With(("color", colour), ("width", 2), ("dash", Dash(index)))),
            ("marker", new Marker().With(("size", 6), ("color", colour))));
    }

    private static LinearAxis XAxis(LineChart chart, LineScene scene)
    {
        var x = Figure.Titled(chart.XLabel).With(("showgrid", false));
        if (chart.XScale != AxisScale.Percentile)
        {
            return chart.XScale == AxisScale.Log ? Log(x) : x;
        }

        var ticks = scene.X.Ticks(6);
        var last = ticks.Where(tick => tick.Label is not "max").Max(tick => tick.Share);
        ticks.AddRange(s_between.Select(percentile => (scene.X.Share(percentile), Number(percentile)))
            .Where(tick => tick.Item1 < last));
        ticks.Sort((one, other) => one.Share.CompareTo(other.Share));
        return x.With(("tickvals", ticks.Select(tick => tick.Share).ToArray()),
            ("ticktext", ticks.Select(tick => tick.Label).ToArray()));
    }

    private static LinearAxis YAxis(LineChart chart)
    {
        var y = Figure.Axis();
        return chart.YScale == AxisScale.Log ? Log(y) : y.With(("rangemode", "tozero"));
    }

    // with more ticks, the digits between two powers of ten would overlap
    internal static LinearAxis Log(LinearAxis axis) => axis.With(("type", "log"), ("nticks", 6));

    private static string Percentile(double percentile) => percentile >= 100 ? "max" : $"p{Number(percentile)}";

    private static string Number(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Plotly takes pixels, SVG takes numbers
    private static string? Dash(int index) => ChartPalette.Dash(index)?.Replace(" ", "px,", StringComparison.Ordinal) is { } dash
        ? dash + "px"
        : null;
}
