using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Outputs as they are committed: texts as lists of lines, consecutive streams joined, no local paths, no Plotly.
/// </summary>
internal static class OutputNormaliser
{
    public static JsonArray Normalise(JsonArray outputs, PathScrubber scrubber)
    {
        var result = new List<JsonObject>();
        foreach (var output in outputs.OfType<JsonObject>())
        {
            if (result.Count > 0 && IsSameStream(result[^1], output))
            {
                result[^1]["text"] = NotebookReader.Lines(result[^1]["text"]) + NotebookReader.Lines(output["text"]);
            }
            else
            {
                result.Add((JsonObject)output.DeepClone());
            }
        }
        return new JsonArray([.. result.Select(output => Normalise(output, scrubber))]);
    }

    /// <summary>A text as nbformat's list of lines, each with its line end.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }

    private static bool IsSameStream(JsonObject a, JsonObject b) =>
        NotebookReader.Text(a["output_type"]) is "stream"
        && NotebookReader.Text(b["output_type"]) is "stream"
        && string.Equals(NotebookReader.Text(a["name"]), NotebookReader.Text(b["name"]), StringComparison.Ordinal);

    private static JsonObject Normalise(JsonObject output, PathScrubber scrubber)
    {
        if (output.ContainsKey("execution_count"))
        {
            output["execution_count"] = null;
        }
        if (output.ContainsKey("text"))
        {
            output["text"] = Lines(scrubber.Scrub(NotebookReader.Lines(output["text"]) ?? ""));
        }
        foreach (var key in new[] { "evalue", "traceback" })
        {
            if (output[key] is { } value)
            {
                output[key] = scrubber.Scrub(value);
            }
        }
        if (output["data"] is JsonObject data)
        {
            // of a chart, picture and text stay: not the script and points, and not the picture a second time
            if (data.Remove(PlotlyChart.MimeType) || IsPicture(data))
            {
                data.Remove("text/html");
            }
            output["data"] = new JsonObject(data.Select(item =>
                KeyValuePair.Create(item.Key, Data(item.Key, item.Value, scrubber))));
        }
        return output;
    }

    private static bool IsPicture(JsonObject data) =>
        NotebookReader.Lines(data["image/svg+xml"]) is { } picture
        && string.Equals(NotebookReader.Lines(data["text/html"]), $"<div>{picture}</div>", StringComparison.Ordinal);

    private static JsonNode? Data(string mimeType, JsonNode? value, PathScrubber scrubber)
    {
        if (MimeBundle.IsJson(mimeType))
        {
            return scrubber.Scrub(value);
        }
        // a picture in base64 is one string, and no text to search for paths
        var isText = mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "image/svg+xml";
        return NotebookReader.Lines(value) is { } text && isText ? Lines(scrubber.Scrub(text)) : value?.DeepClone();
    }
}
