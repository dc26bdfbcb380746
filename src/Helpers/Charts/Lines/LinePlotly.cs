using System.Text.Json.Nodes;

namespace HonestAsync;

internal static class LinePlotly
{
    public static PlotlyFigure Render(LineChart chart)
    {
        var figure = new PlotlyFigure(chart.Title);
        var percentiles = chart.XScale == AxisScale.Percentile;
        var scene = new LineScene(chart);
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var points = chart.Series[i].Points
                .Where(point => scene.X.CanShow(point.X) && scene.Y.CanShow(point.Y)).ToList();
            figure.Data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = points.Count <= 20 ? "lines+markers" : "lines",
                ["name"] = PlotlyFigure.Text(chart.Series[i].Name),
                ["x"] = PlotlyFigure.List(points.Select(point => percentiles ? scene.X.Share(point.X) : point.X)),
                ["y"] = PlotlyFigure.List(points.Select(point => point.Y)),
                ["line"] = new JsonObject { ["color"] = ChartPalette.Line(i), ["width"] = 2 },
            });
            if (percentiles)
            {
                figure.Data[i]!["text"] = PlotlyFigure.List(
                    points.Select(point => FormattableString.Invariant($"p{point.X}")));
                figure.Data[i]!["hovertemplate"] = "%{text}: %{y}";
            }
        }

        var x = PlotlyFigure.Axis(chart.XLabel);
        if (percentiles)
        {
            var ticks = scene.X.Ticks(6);
            x["tickvals"] = PlotlyFigure.List(ticks.Select(tick => tick.Share));
            x["ticktext"] = PlotlyFigure.List(ticks.Select(tick => tick.Label));
        }
        else if (chart.XScale == AxisScale.Log)
        {
            x["type"] = "log";
        }

        var y = PlotlyFigure.Axis(chart.YLabel);
        y[chart.YScale == AxisScale.Log ? "type" : "rangemode"] = chart.YScale == AxisScale.Log ? "log" : "tozero";
        figure.Layout["xaxis"] = x;
        figure.Layout["yaxis"] = y;
        figure.Layout["height"] = 400;
        return figure;
    }
}
