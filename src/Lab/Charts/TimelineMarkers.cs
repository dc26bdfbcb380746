using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace HonestAsync.Lab;

/// <summary>Marks of lanes: a triangle above the spans, a line down to them, a label that covers other marks' lines.</summary>
internal static class TimelineMarkers
{
    private const double WidestLabel = 300;

    public static void AddTo(Figure figure, TimelineScene scene, TimelineRows rows)
    {
        var marks = scene.Lanes.SelectMany(lane => rows.Marks(lane)
            .Select(placed => (placed.Mark, placed.Row, placed.Leftwards, Spans: rows.Top(lane)))).ToList();
        if (marks.Count == 0)
        {
            return;
        }

        figure.Add(new Trace("scatter").With(
            ("mode", "markers"), ("showlegend", false), ("cliponaxis", false),
            ("x", marks.Select(item => item.Mark.At).ToArray()), ("y", marks.Select(item => item.Row).ToArray()),
            ("hovertext", marks.Select(item => Hover(item.Mark)).ToArray()), ("hoverinfo", "text"),
            ("marker", new Marker().With(("symbol", "triangle-down"), ("size", 9), ("color", ChartPalette.Ink)))));
        foreach (var (mark, row, leftwards, spans) in marks)
        {
            figure.Add(new Shape().With(
                ("type", "line"), ("layer", "below"), ("x0", mark.At), ("x1", mark.At), ("y0", row), ("y1", spans + 0.1),
                ("line", new Line().With(("color", ChartPalette.Ink), ("width", 1.2)))));
            figure.Add(new Annotation().With(
                ("text", FigureParts.Text(mark.Label, WidestLabel)), ("showarrow", false),
                ("x", mark.At), ("y", row), ("xanchor", leftwards ? "right" : "left"), ("xshift", leftwards ? -5 : 5),
                ("bgcolor", ChartPalette.Band), ("borderpad", 0), ("font", new Font().With(("size", 11)))));
        }
    }

    private static string Hover(LaneMark mark) => $"{FigureParts.Text(mark.Label)}<br>{ChartNumbers.Label(mark.At)}";
}
