using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace HonestAsync.Kernel;

/// <summary>
/// What every cell can call without a using, in addition to .NET Interactive's own. With one argument these are chosen
/// over the library's functions of the same name, which send only one MIME type, and no longer find what was displayed
/// when it is updated.
/// </summary>
[SuppressMessage("Naming", "CA1708", Justification = "the names that notebooks use")]
public static class CellFunctions
{
    /// <summary>Shows a value at once, with every MIME type its formatters offer.</summary>
    [SuppressMessage("Style", "IDE1006:Naming rule", Justification = "the name that notebooks use")]
    public static DisplayedValue display(object? value) => Display(value);

    /// <summary>Shows a value at once, with every MIME type its formatters offer.</summary>
    public static DisplayedValue Display(this object? value)
    {
        var bundle = MimeBundle.Of(value);
        var displayed = new DisplayedValue(value, [.. bundle.Select(part => new FormattedValue(part.Key, TextOf(part.Value)))]);
        OutputCapture.Emit(new ValueOutput(bundle, IsResult: false) { DisplayId = displayed.DisplayId });
        return displayed;
    }

    /// <summary>
    /// Takes away what the cell has shown so far; with <paramref name="wait"/>, only when something new comes. A
    /// headless run keeps everything.
    /// </summary>
    public static void ClearOutput(bool wait = false) => OutputCapture.Emit(new ClearedOutput(wait));

    private static string TextOf(JsonNode? part) =>
        part is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : part?.ToJsonString() ?? "";
}
