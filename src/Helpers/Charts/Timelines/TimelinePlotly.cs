using System.Text.Json.Nodes;

namespace HonestAsync;

internal static class TimelinePlotly
{
    public static PlotlyFigure Render(TimelineChart chart)
    {
        var figure = new PlotlyFigure(chart.Title);
        var scene = new TimelineScene(chart);
        foreach (var (index, operation) in scene.Operations.Index())
        {
            var spans = chart.Spans.Where(span => string.Equals(span.Operation, operation, StringComparison.Ordinal)).ToList();
            figure.Data.Add(new JsonObject
            {
                ["type"] = "bar",
                ["orientation"] = "h",
                ["name"] = PlotlyFigure.Text(operation),
                ["y"] = PlotlyFigure.List(spans.Select(span => PlotlyFigure.Text(span.Lane))),
                ["base"] = PlotlyFigure.List(spans.Select(span => span.Start)),
                ["x"] = PlotlyFigure.List(spans.Select(span => Math.Round(span.Length, 9))),
                ["hovertext"] = PlotlyFigure.List(spans.Select(Hover)),
                ["hoverinfo"] = "text",
                ["marker"] = new JsonObject { ["color"] = ChartPalette.Fill(index) },
            });
        }

        if (chart.Marks is { Count: > 0 } marks)
        {
            figure.Data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers+text",
                ["name"] = "marks",
                ["x"] = PlotlyFigure.List(marks.Select(mark => mark.At)),
                ["y"] = PlotlyFigure.List(marks.Select(mark => PlotlyFigure.Text(mark.Lane))),
                ["text"] = PlotlyFigure.List(marks.Select(mark => PlotlyFigure.Text(mark.Label))),
                ["textposition"] = "top center",
                ["marker"] = new JsonObject { ["symbol"] = "triangle-down", ["size"] = 10, ["color"] = ChartPalette.OnAnyPage },
            });
        }

        var y = PlotlyFigure.Axis("");
        y["autorange"] = "reversed";
        y["categoryorder"] = "array";
        y["categoryarray"] = PlotlyFigure.List(scene.Lanes.Select(lane => PlotlyFigure.Text(lane.Name)));
        y["type"] = "category";
        figure.Layout["barmode"] = "overlay";
        figure.Layout["xaxis"] = PlotlyFigure.Axis(chart.Unit);
        figure.Layout["yaxis"] = y;
        figure.Layout["height"] = 160 + (40 * Math.Max(1, scene.Lanes.Count));
        return figure;
    }

    private static string Hover(LaneSpan span) => PlotlyFigure.Text(
        $"{span.Operation}: {ChartNumbers.Label(span.Start)}–{ChartNumbers.Label(span.End)}"
        + (span.Note is { Length: > 0 } note ? $" ({note})" : ""));
}
