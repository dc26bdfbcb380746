using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace HonestAsync.Kernel;

/// <summary>
/// A value in all its MIME types: what its formatters offer, the library's HTML where that is more than text, and
/// always text/plain.
/// </summary>
internal static class MimeBundle
{
    public const string PlainTextType = "text/plain";

    private const string HtmlType = "text/html";

    // what the library's HTML of a list of simple values begins with: the same words in a box
    private const string BoxedText = "<div class=\"dni-plaintext\">";

    public static JsonObject Of(object? value)
    {
        var formatters = value is null ? [] : FormatterSource.Of(value.GetType());
        return formatters.Count > 0 ? FromConvention(value!, formatters) : FromLibrary(value);
    }

    /// <summary>A value that the library has already written, in the types that were asked for.</summary>
    public static JsonObject Of(object? value, IEnumerable<FormattedValue> written)
    {
        var bundle = new JsonObject();
        foreach (var part in written)
        {
            bundle[part.MimeType] = IsJson(part.MimeType) ? ParseOrText(part.Value) : part.Value.ReplaceLineEndings("\n");
        }
        bundle[PlainTextType] ??= PlainText.Of(value);
        return bundle;
    }

    public static bool IsJson(string mimeType) =>
        mimeType is "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static JsonObject FromConvention(object value, IReadOnlyList<ValueFormatter> formatters)
    {
        var bundle = new JsonObject();
        var note = "";
        foreach (var formatter in formatters)
        {
            try
            {
                if (formatter.Format(value) is { } text)
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

    private static JsonObject FromLibrary(object? value)
    {
        var bundle = new JsonObject();
        var note = "";
        foreach (var mimeType in Formatter.GetPreferredMimeTypesFor(value?.GetType()))
        {
            if (mimeType == PlainTextType || (mimeType == HtmlType && IsPlain(value)))
            {
                continue;
            }
            try
            {
                var text = value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
                if (!text.StartsWith(BoxedText, StringComparison.Ordinal))
                {
                    bundle[mimeType] = IsJson(mimeType) ? ParseOrText(text) : text;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                note += $"\n(the {mimeType} form failed: {e.GetType().Name}: {e.Message})";
            }
        }
        bundle[PlainTextType] = PlainText.Of(value) + note;
        return bundle;
    }

    // HTML of a single number or text is the same words in a box
    private static bool IsPlain(object? value) => value is null or string or IFormattable or bool or Type or Exception
        or Task || value.GetType() is { IsPrimitive: true };

    private static JsonNode? ParseOrText(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }
}
