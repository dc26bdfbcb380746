using System.Text.Json.Nodes;

namespace HonestAsync;

internal static class BarPlotly
{
    public static PlotlyFigure Render(BarChart chart)
    {
        var figure = new PlotlyFigure(chart.Title);
        // positions, not names: two bars may share a label
        figure.Data.Add(new JsonObject
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["x"] = PlotlyFigure.List(chart.Bars.Select(bar => bar.Value)),
            ["y"] = PlotlyFigure.List(Enumerable.Range(0, chart.Bars.Count)),
            ["text"] = PlotlyFigure.List(chart.Bars.Select(bar => ChartNumbers.Label(bar.Value))),
            ["textposition"] = "outside",
            ["cliponaxis"] = false,
            ["hovertext"] = PlotlyFigure.List(chart.Bars.Select(Hover)),
            ["hoverinfo"] = "text",
            ["marker"] = new JsonObject { ["color"] = ChartPalette.Fill(0) },
        });
        var x = PlotlyFigure.Axis(chart.Unit);
        x["rangemode"] = "tozero";
        var y = PlotlyFigure.Axis("");
        y["autorange"] = "reversed";
        y["zeroline"] = false;
        y["showgrid"] = false;
        y["tickvals"] = PlotlyFigure.List(Enumerable.Range(0, chart.Bars.Count));
        y["ticktext"] = PlotlyFigure.List(
            chart.Bars.Select(bar => PlotlyFigure.Text(ChartText.Fit(bar.Label, 40))));
        figure.Layout["xaxis"] = x;
        figure.Layout["yaxis"] = y;
        figure.Layout["height"] = 120 + (28 * Math.Max(1, chart.Bars.Count));
        return figure;
    }

    private static string Hover(Bar bar) => PlotlyFigure.Text(
        $"{bar.Label}: {ChartNumbers.Label(bar.Value)}"
        + (bar.Note is { Length: > 0 } note ? $" ({note})" : ""));
}
