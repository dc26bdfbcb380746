using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HonestAsync.Kernel;

/// <summary>A figure in two lines of text, for readers without pictures.</summary>
internal static partial class PlotlyText
{
    public static string Of(JsonObject figure)
    {
        var traces = (figure["data"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        var kinds = traces.GroupBy(trace => trace["type"]?.ToString() ?? "scatter", StringComparer.Ordinal)
            .Select(kind => $"{kind.Count()} {kind.Key} {(kind.Count() == 1 ? "trace" : "traces")}");
        var names = traces.Select(trace => trace["name"]?.ToString()).Where(name => !string.IsNullOrEmpty(name))
            .Select(name => Plain(name!)).ToList();
        var points = traces.Sum(trace => (trace["y"] as JsonArray ?? trace["x"] as JsonArray)?.Count ?? 0);
        return string.Create(CultureInfo.InvariantCulture,
            $"Interactive chart{Title(figure["layout"]?["title"])}: {string.Join(", ", kinds)}, {points:N0} points.\n")
            + (names.Count == 0 ? "" : $"{string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}. ")
            + "Drag to zoom, double-click to see all, hover for values.";
    }

    private static string Title(JsonNode? title) =>
        (title is JsonObject parts ? parts["text"] : title)?.ToString() is { Length: > 0 } text ? $" \"{Plain(text)}\"" : "";

    // Plotly reads its texts as a little HTML; a line of its own style below a title is a caption
    private static string Plain(string markup) => WebUtility.HtmlDecode(
        Tag().Replace(Caption().Replace(markup, "").Replace("<br>", " ", StringComparison.OrdinalIgnoreCase), ""));

    [GeneratedRegex("<br><span[^>]*>.*?</span>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Caption();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
