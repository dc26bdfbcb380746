using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>A value in all its MIME types: what its formatters offer, and always text/plain.</summary>
internal static class MimeBundle
{
    public const string PlainTextType = "text/plain";

    public static JsonObject Of(object? value)
    {
        var bundle = new JsonObject();
        var note = "";
        foreach (var formatter in value is null ? [] : FormatterSource.Of(value.GetType()))
        {
            try
            {
                if (formatter.Format(value!) is { } text)
                {
                    bundle[formatter.MimeType] = IsJson(formatter.MimeType) ? JsonNode.Parse(text) : text;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                note += $"\n(its {formatter.MimeType} formatter failed: {e.GetType().Name}: {e.Message})";
            }
        }
        var plain = bundle[PlainTextType]?.GetValue<string>() ?? PlainText.Of(value);
        bundle[PlainTextType] = plain + note;
        return bundle;
    }

    public static bool IsJson(string mimeType) =>
        mimeType is "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
