using System.Text.Json.Nodes;

namespace HonestAsync;

/// <summary>Bars with a base, on numbered rows: overlapping spans of a lane get rows of their own.</summary>
internal static class TimelinePlotly
{
    private const double Thickness = 0.6;

    public static PlotlyFigure Render(TimelineChart chart)
    {
        var figure = new PlotlyFigure(chart.Title);
        var scene = new TimelineScene(chart);
        var placed = new List<(LaneSpan Span, double Row)>();
        var marks = new List<(LaneMark Mark, double Row)>();
        var (middles, row) = (new List<double>(), 0.0);
        foreach (var lane in scene.Lanes)
        {
            // marks stand between their lane and the one above
            row += lane.Marks.Count > 0 ? 0.4 : 0;
            marks.AddRange(lane.Marks.Select(mark => (mark, row - 0.5)));
            placed.AddRange(lane.Rows.Index().SelectMany(item => item.Item.Select(span => (span, row + item.Index))));
            middles.Add(row + ((lane.Rows.Count - 1) / 2.0));
            row += lane.Rows.Count;
        }

        foreach (var (index, operation) in scene.Operations.Index())
        {
            figure.Data.Add(Bars(operation, ChartPalette.Fill(index), [.. placed.Where(item =>
                string.Equals(item.Span.Operation, operation, StringComparison.Ordinal))]));
        }

        if (marks.Count > 0)
        {
            figure.Data.Add(Marks(marks));
        }

        var y = PlotlyFigure.Axis("");
        y["range"] = new JsonArray(Math.Max(1, row) - 0.4, -0.8);
        y["showgrid"] = false;
        y["zeroline"] = false;
        y["tickvals"] = PlotlyFigure.List(middles);
        y["ticktext"] = PlotlyFigure.List(
            scene.Lanes.Select(lane => PlotlyFigure.Text(ChartText.Fit(lane.Name, 30))));
        figure.Layout["barmode"] = "overlay";
        figure.Layout["xaxis"] = PlotlyFigure.Axis(chart.Unit);
        figure.Layout["yaxis"] = y;
        figure.Layout["height"] = 150 + (int)(38 * Math.Max(1, row));
        return figure;
    }

    private static JsonObject Bars(string operation, string colour, List<(LaneSpan Span, double Row)> placed) => new()
    {
        ["type"] = "bar",
        ["orientation"] = "h",
        ["name"] = PlotlyFigure.Text(operation),
        ["y"] = PlotlyFigure.List(placed.Select(item => item.Row)),
        ["width"] = Thickness,
        ["base"] = PlotlyFigure.List(placed.Select(item => item.Span.Start)),
        ["x"] = PlotlyFigure.List(placed.Select(item => Math.Round(item.Span.Length, 9))),
        ["hovertext"] = PlotlyFigure.List(placed.Select(item => Hover(item.Span))),
        ["hoverinfo"] = "text",
        // the outline keeps a span without length visible
        ["marker"] = new JsonObject
        {
            ["color"] = colour, ["line"] = new JsonObject { ["color"] = colour, ["width"] = 1 },
        },
    };

    private static JsonObject Marks(List<(LaneMark Mark, double Row)> marks) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "markers+text",
        ["x"] = PlotlyFigure.List(marks.Select(item => item.Mark.At)),
        ["y"] = PlotlyFigure.List(marks.Select(item => item.Row)),
        ["text"] = PlotlyFigure.List(marks.Select(item => $" {PlotlyFigure.Text(item.Mark.Label)} ")),
        ["textposition"] = PlotlyFigure.List(marks.Select(item =>
            item.Mark.At > marks.Max(other => other.Mark.At) * 0.7 ? "middle left" : "middle right")),
        ["cliponaxis"] = false,
        ["hoverinfo"] = "x+text",
        ["marker"] = new JsonObject { ["symbol"] = "triangle-down", ["size"] = 9, ["color"] = ChartPalette.OnAnyPage },
        ["showlegend"] = false,
    };

    private static string Hover(LaneSpan span) => PlotlyFigure.Text(
        $"{span.Operation}: {ChartNumbers.Label(span.Start)}–{ChartNumbers.Label(span.End)}"
        + (span.Note is { Length: > 0 } note ? $" ({note})" : ""));
}
