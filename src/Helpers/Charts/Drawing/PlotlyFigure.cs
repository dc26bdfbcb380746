using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace HonestAsync;

/// <summary>Collects traces and layout of a Plotly figure in the house look.</summary>
internal sealed class PlotlyFigure
{
    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public PlotlyFigure(string title) => Layout = new JsonObject
    {
        ["title"] = new JsonObject
        {
            ["text"] = Text(title), ["x"] = 0, ["xanchor"] = "left", ["font"] = new JsonObject { ["size"] = 16 },
        },
        ["font"] = new JsonObject { ["color"] = ChartPalette.OnAnyPage, ["size"] = 12 },
        ["paper_bgcolor"] = "rgba(0,0,0,0)",
        ["plot_bgcolor"] = "rgba(0,0,0,0)",
        ["margin"] = new JsonObject { ["t"] = 56, ["r"] = 24, ["b"] = 48, ["l"] = 48 },
    };

    public JsonArray Data { get; } = [];

    public JsonObject Layout { get; }

    /// <summary>Plotly reads its texts as markup: <c>Task&lt;int&gt;</c> would lose its argument.</summary>
    public static string Text(string text) => ChartText.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    public static JsonArray List<T>(IEnumerable<T> values) =>
        [.. values.Select(value => JsonValue.Create(value))];

    public static JsonObject Axis(string title) => new()
    {
        ["title"] = new JsonObject { ["text"] = Text(title) },
        ["gridcolor"] = "rgba(128,128,128,0.25)",
        ["zerolinecolor"] = "rgba(128,128,128,0.5)",
        ["automargin"] = true,
    };

    public string ToJson() => new JsonObject { ["data"] = Data, ["layout"] = Layout }.ToJsonString(Json);
}
