using System.Text.Json.Nodes;

namespace HonestAsync;

/// <summary>
/// Arrows are annotations; an unseen trace gives the axes their range and the steps their hover text.
/// </summary>
internal static class SequencePlotly
{
    public static PlotlyFigure Render(SequenceDiagram diagram)
    {
        var figure = new PlotlyFigure(diagram.Title);
        var middles = diagram.Messages.Select(message => (diagram.Place(message.From) + diagram.Place(message.To)) / 2.0);
        figure.Data.Add(new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers+text",
            ["x"] = PlotlyFigure.List(middles),
            ["y"] = PlotlyFigure.List(Enumerable.Range(1, diagram.Messages.Count)),
            ["text"] = PlotlyFigure.List(diagram.Messages.Select(message =>
                message.IsNote ? "" : PlotlyFigure.Text(message.Text))),
            ["textposition"] = "top center",
            ["textfont"] = new JsonObject { ["color"] = PlotlyFigure.List(diagram.Messages.Select(Colour)) },
            ["hovertext"] = PlotlyFigure.List(diagram.Messages.Select(message =>
                PlotlyFigure.Text($"{message.From} → {message.To}: {message.Text}"))),
            ["hoverinfo"] = "text",
            ["marker"] = new JsonObject { ["opacity"] = 0, ["size"] = 16 },
            ["showlegend"] = false,
        });
        figure.Layout["annotations"] = new JsonArray(
            [.. Heads(diagram), .. diagram.Messages.Select((message, i) => Step(diagram, message, i + 1))]);
        figure.Layout["shapes"] = new JsonArray([.. diagram.Participants.Select((_, i) => Lifeline(diagram, i))]);
        figure.Layout["xaxis"] = Hidden(-0.6, diagram.Participants.Count - 0.4);
        figure.Layout["yaxis"] = Hidden(diagram.Messages.Count + 1, -0.5);
        figure.Layout["height"] = 150 + (36 * (diagram.Messages.Count + 1));
        if (diagram.Conclusion is { Length: > 0 } conclusion)
        {
            figure.Layout["annotations"]!.AsArray().Add(new JsonObject
            {
                ["text"] = $"<b>{PlotlyFigure.Text(conclusion)}</b>",
                ["xref"] = "paper", ["yref"] = "paper", ["x"] = 0, ["y"] = 0,
                ["xanchor"] = "left", ["yanchor"] = "top",
                ["showarrow"] = false, ["bordercolor"] = "#D55E00", ["borderpad"] = 6, ["yshift"] = -8,
            });
        }

        return figure;
    }

    private static string Colour(Message message) => message.Highlight ? "#D55E00" : ChartPalette.OnAnyPage;

    private static JsonObject Hidden(double from, double to) => new()
    {
        ["range"] = new JsonArray(from, to), ["visible"] = false, ["fixedrange"] = true,
    };

    private static IEnumerable<JsonObject> Heads(SequenceDiagram diagram) =>
        diagram.Participants.Select((name, i) => new JsonObject
        {
            ["text"] = $"<b>{PlotlyFigure.Text(name)}</b>", ["x"] = i, ["y"] = 0, ["showarrow"] = false,
            ["bordercolor"] = ChartPalette.OnAnyPage, ["borderpad"] = 5, ["yshift"] = 14,
        });

    private static JsonObject Lifeline(SequenceDiagram diagram, int at) => new JsonObject
    {
        ["type"] = "line", ["layer"] = "below",
        ["x0"] = at, ["x1"] = at, ["y0"] = 0, ["y1"] = diagram.Messages.Count + 0.6,
        ["line"] = new JsonObject { ["color"] = "rgba(128,128,128,0.6)", ["width"] = 1, ["dash"] = "dash" },
    };

    private static JsonObject Step(SequenceDiagram diagram, Message message, int row)
    {
        var (from, to) = (diagram.Place(message.From), diagram.Place(message.To));
        var colour = Colour(message);
        var text = PlotlyFigure.Text(message.Text);
        if (from == to)
        {
            return new JsonObject
            {
                ["text"] = text, ["x"] = from, ["y"] = row, ["showarrow"] = false,
                ["bordercolor"] = colour, ["borderpad"] = 3, ["font"] = new JsonObject { ["color"] = colour },
            };
        }

        return new JsonObject
        {
            ["x"] = to, ["y"] = row, ["ax"] = from, ["ay"] = row,
            ["xref"] = "x", ["yref"] = "y", ["axref"] = "x", ["ayref"] = "y",
            ["showarrow"] = true, ["arrowhead"] = 2, ["arrowwidth"] = message.Highlight ? 2 : 1.2,
            ["arrowcolor"] = colour, ["text"] = "",
        };
    }
}
