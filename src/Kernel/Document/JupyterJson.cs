using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// JSON exactly as Jupyter writes it: keys sorted, one space of indent, nothing escaped that need not be.
/// System.Text.Json's writer escapes emoji and some other characters in every mode.
/// </summary>
internal static class JupyterJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text, indent: 0);
        return text.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int indent)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject entries:
                var sorted = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal);
                WriteList('{', '}', sorted, text, indent, (entry, depth) =>
                {
                    WriteString(entry.Key, text);
                    text.Append(": ");
                    Write(entry.Value, text, depth);
                });
                break;
            case JsonArray items:
                WriteList('[', ']', items, text, indent, (item, depth) => Write(item, text, depth));
                break;
            default:
                WriteValue(node, text);
                break;
        }
    }

    private static void WriteList<T>(
        char open, char close, IEnumerable<T> items, StringBuilder text, int indent, Action<T, int> write)
    {
        text.Append(open);
        var any = false;
        foreach (var item in items)
        {
            text.Append(any ? ",\n" : "\n").Append(' ', indent + 1);
            write(item, indent + 1);
            any = true;
        }
        if (any)
        {
            text.Append('\n').Append(' ', indent);
        }
        text.Append(close);
    }

    private static void WriteValue(JsonNode node, StringBuilder text)
    {
        if (node.GetValueKind() == JsonValueKind.String)
        {
            WriteString(node.GetValue<string>(), text);
        }
        else
        {
            text.Append(node.ToJsonString());
        }
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
            }
            else
            {
                WriteCharacter(c, text);
            }
        }
        text.Append('"');
    }

    private static void WriteCharacter(char c, StringBuilder text) => _ = c switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append("\\\\"),
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        '\b' => text.Append("\\b"),
        '\f' => text.Append("\\f"),
        // half a surrogate pair has no UTF-8 form
        _ when c < ' ' || char.IsSurrogate(c) =>
            text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
        _ => text.Append(c),
    };
}
