using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace HonestAsync.Polyglot;

/// <summary>A value on its way into a runtime.</summary>
internal static class SentValue
{
    /// <summary>Puts it into a request as JSON text; an absent one is left out.</summary>
    /// <returns>Why it cannot be sent; null if it can.</returns>
    public static string? Write(SendValue command, JsonObject request)
    {
        try
        {
            if (command.FormattedValue is SharedJson { IsAbsent: true }
                || command.Value is JsonElement { ValueKind: JsonValueKind.Undefined })
            {
                return null;
            }
            request["json"] = command.FormattedValue is { MimeType: JsonFormatter.MimeType } formatted
                ? formatted.Value
                : JsonSerializer.Serialize(command.Value ?? command.FormattedValue?.Value);
            return null;
        }
        catch (Exception error) when (error is NotSupportedException or JsonException)
        {
            return $"a {command.Value!.GetType().Name} is not serialized by System.Text.Json";
        }
    }
}
