using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace HonestAsync.Lab;

internal static class BarFigure
{
    private const double WidestLabel = 230;
    private const double WidestNote = 300;
    private const double ShortestScale = 140;

    public static GenericChart Of(BarChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var figure = new Figure(chart, chart.Scale == AxisScale.Log ? new BarDots(chart).Caption : chart.Unit);
        if (chart.Bars.Count == 0)
        {
            return figure.Empty(BarChart.Nothing);
        }

        // positions, not names: two bars may share a label
        var positions = Enumerable.Range(0, chart.Bars.Count).ToArray();
        var trace = chart.Scale == AxisScale.Log
            ? new Trace("scatter").With(("mode", "markers+text"), ("textposition", "middle right"),
                ("cliponaxis", false), ("marker", new Marker().With(("size", 10), ("color", ChartPalette.Fill(0)))))
            : new Trace("bar").With(("orientation", "h"), ("textposition", "outside"), ("constraintext", "none"),
                ("marker", new Marker().With(("color", ChartPalette.Fill(0)))));
        figure.Add(trace.With(
            ("x", chart.Bars.Select(bar => bar.Value).ToArray()), ("y", positions),
            ("text", chart.Bars.Select(bar => ValueAndNote(bar, WidestNote)).ToArray()),
            ("hovertext", chart.Bars.Select(Hover).ToArray()), ("hoverinfo", "text")));
        var labels = ChartLabels.Fit(
            [.. chart.Bars.Select(bar => bar.Label)], WidestLabel, 2, line => ChartText.Pixels(line, 12));
        var y = Figure.Axis().With(
            ("autorange", "reversed"), ("showgrid", chart.Scale == AxisScale.Log), ("showline", true),
            ("tickvals", positions),
            ("ticktext", labels.ConvertAll(Label).ToArray()),
            ("tickfont", new Font().With(("size", 12), ("color", ChartPalette.Ink))));
        var height = chart.Bars.Count <= 12 ? 30 : labels.Exists(lines => lines.Count > 1) ? 28 : 21;
        return figure.Finish(XAxis(chart), y, chart.Bars.Count * height);
    }

    private static LinearAxis XAxis(BarChart chart)
    {
        if (chart.Scale != AxisScale.Log)
        {
            return Figure.Axis().With(("rangemode", "tozero"), ("range", new[] { 0, Room(chart) }));
        }

        // Plotly takes the powers of ten; the last dots need room for their values and notes
        var (least, most) = BarDots.Decades(chart);
        var room = Figure.UsualWidth - 48 - WidestLabel - 10;
        var text = Math.Min(chart.Bars.Max(TextWidth), room / 2);
        return LineFigure.Log(Figure.Axis())
            .With(("range", new[] { least - 0.1, least + ((most - least) * room / (room - text)) }));
    }

    private static string Label(List<string> lines) => string.Join("<br>", lines.ConvertAll(FigureParts.Text));

    /// <summary>Where the axis ends, so that at the usual width each bar has room for its value and note.</summary>
    private static double Room(BarChart chart)
    {
        var labels = chart.Bars.Max(bar => ChartText.Pixels(ChartText.Clean(bar.Label), 12));
        var room = Figure.UsualWidth - 48 - Math.Min(labels, WidestLabel) - 10;
        var scale = chart.Bars.Where(bar => bar.Value > 0).Select(bar => Math.Max(
            ShortestScale, (room - TextWidth(bar)) / (bar.Value / chart.Longest))).DefaultIfEmpty(room).Min();
        return chart.Longest == 0 ? 1 : chart.Longest * room / Math.Min(room, scale);
    }

    private static double TextWidth(Bar bar) => 16 + ChartText.Pixels(ChartNumbers.Label(bar.Value), 12, bold: true)
        + (bar.Note is { Length: > 0 } note ? 8 + ChartText.Pixels(ChartText.Clean(note), 12) : 0);

    private static string ValueAndNote(Bar bar, double room) => $"&nbsp;<b>{ChartNumbers.Label(bar.Value)}</b>"
        + (bar.Note is { Length: > 0 } note ? $"  {FigureParts.Quiet(FigureParts.Text(note, room))}" : "");

    private static string Hover(Bar bar) =>
        $"{FigureParts.Text(bar.Label)}<br>{ValueAndNote(bar, double.PositiveInfinity)}";
}
