using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace HonestAsync.Lab;

/// <summary>Bars with a base, on numbered rows: overlapping spans of a lane get rows of their own.</summary>
internal static class TimelineFigure
{
    private const double PixelsPerRow = 26;
    private const double Thickness = 0.82;
    private const double WidestLane = 150;
    private const double WidestName = 220;

    // drawn as thin as a line at the usual width
    private const double Hair = 1 / 400.0;

    public static GenericChart Of(TimelineChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var scene = new TimelineScene(chart);
        var figure = new Figure(chart);
        if (scene.Lanes.Count == 0)
        {
            return figure.Empty(TimelineChart.Nothing);
        }

        figure.HideTightTexts();
        var rows = new TimelineRows(scene);
        foreach (var (index, operation) in scene.Operations.Index())
        {
            figure.Add(Bars(scene, rows, operation, ChartPalette.Fill(index)));
        }

        foreach (var lane in scene.Lanes)
        {
            figure.Add(Band(rows, lane));
        }

        TimelineMarkers.AddTo(figure, scene, rows);
        var x = Figure.Titled(chart.Unit).With(("range", rows.Times));
        var y = Figure.Axis().With(
            ("range", new[] { rows.Count, 0 }), ("fixedrange", true), ("showgrid", false),
            ("tickvals", scene.Lanes.Select(rows.Middle).ToArray()),
            ("ticktext", scene.Lanes.Select(lane => FigureParts.Text(lane.Name, WidestLane)).ToArray()),
            ("tickfont", new Font().With(("size", 12), ("color", ChartPalette.Ink))));
        return figure.Finish(x, y, rows.Count * PixelsPerRow);
    }

    private static Trace Bars(TimelineScene scene, TimelineRows rows, string operation, string colour)
    {
        var placed = (from lane in scene.Lanes
                      from row in lane.Rows.Index()
                      from span in row.Item
                      where string.Equals(span.Operation, operation, StringComparison.Ordinal)
                      select (Span: span, Row: rows.Top(lane) + row.Index + 0.5)).ToList();
        var name = FigureParts.Text(operation, WidestName);
        return new Trace("bar").With(
            ("orientation", "h"), ("name", name),
            ("y", placed.Select(item => item.Row).ToArray()), ("width", Thickness),
            ("base", placed.Select(item => item.Span.Start).ToArray()),
            ("x", placed.Select(item => Math.Round(item.Span.End - item.Span.Start, 9)).ToArray()),
            ("text", name), ("textposition", "inside"), ("insidetextanchor", "middle"), ("textangle", 0),
            ("insidetextfont", new Font().With(("color", ChartPalette.TextOn(colour)))),
            ("hovertext", placed.Select(item => Hover(item.Span)).ToArray()), ("hoverinfo", "text"),
            // neighbours of one colour stay apart, and a span without length stays visible
            ("marker", new Marker().With(("color", colour), ("line", new Line().With(
                ("width", 1),
                ("color", placed.Select(item => item.Span.End - item.Span.Start <= rows.Length * Hair
                    ? colour : ChartPalette.Band).ToArray()))))));
    }

    private static Shape Band(TimelineRows rows, TimelineLane lane) => new Shape().With(
        ("type", "rect"), ("layer", "below"), ("fillcolor", ChartPalette.Band), ("line", new Line().With(("width", 0))),
        ("xref", "paper"), ("x0", 0), ("x1", 1), ("y0", rows.BandTop(lane)), ("y1", rows.Bottom(lane)));

    private static string Hover(LaneSpan span) => FigureParts.Text(
        $"{span.Operation}: {ChartNumbers.Label(span.Start)}–{ChartNumbers.Label(span.End)}")
        + (span.Note is { Length: > 0 } note ? $"<br>{FigureParts.Quiet(FigureParts.Text(note))}" : "");
}
