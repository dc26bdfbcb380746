using System.Text.Json.Nodes;
using Plotly.NET;

namespace HonestAsync.Lab.Tests.Charts;

/// <summary>A figure as Plotly gets it.</summary>
internal sealed class FigureJson(GenericChart chart)
{
    private readonly JsonNode _figure = JsonNode.Parse(GenericChart.toJson(chart))!;

    public JsonArray Data => _figure["data"]!.AsArray();

    public JsonNode Layout => _figure["layout"]!;

    public JsonNode Config => _figure["config"]!;

    public IEnumerable<string> Notes => Layout["annotations"]!.AsArray().Select(note => Text(note!["text"]));

    public static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(item => item!.GetValue<double>())];

    public static string[] Texts(JsonNode? node) => [.. node!.AsArray().Select(Text)];

    public static string Text(JsonNode? node) => node!.GetValue<string>();
}
