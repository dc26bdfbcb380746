using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Reads nbformat 4.0 to 4.5 and says precisely what is wrong with anything else.</summary>
internal static class NotebookReader
{
    private static readonly string[] s_languages = ["c#", "csharp", "polyglot-notebook"];

    public static ImmutableArray<NotebookCell> Read(string text, string where)
    {
        var root = ParseJson(text, where);
        if (root is not JsonObject notebook || notebook["nbformat"] is not { } format)
        {
            throw new NotebookFormatException(
                $"{where} is JSON but not a notebook: it has no \"nbformat\". Open an .ipynb file.");
        }
        CheckVersion(format, where);
        CheckLanguage(notebook, where);
        if (notebook["cells"] is not JsonArray cells)
        {
            throw new NotebookFormatException(
                $"{where} has no list of \"cells\". Restore the file from version control.");
        }
        return [.. cells.Select((cell, index) => ReadCell(cell, index, where))];
    }

    private static JsonNode? ParseJson(string text, string where)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber ?? 0) + 1;
            var lines = text.Split('\n');
            var conflict = Array.FindIndex(lines, l => l.StartsWith("<<<<<<<", StringComparison.Ordinal)) + 1;
            var reason = conflict > 0
                ? $"line {conflict} is the mark of a merge conflict. Resolve the conflict"
                : $"line {line}, column {(e.BytePositionInLine ?? 0) + 1}: {e.Message.Split(" LineNumber:")[0]} " +
                  "Repair that place";
            throw new NotebookFormatException(
                $"{where} is not valid JSON: {reason}, or restore the file from version control.", e);
        }
    }

    private static void CheckVersion(JsonNode format, string where)
    {
        if (format is JsonValue value && value.TryGetValue<int>(out var major) && major == 4)
        {
            return;
        }
        throw new NotebookFormatException(
            $"{where} is nbformat {format.ToJsonString()}; this kernel reads nbformat 4. " +
            "Convert it with `jupyter nbconvert --to notebook`, or save it from a current Jupyter or VS Code.");
    }

    private static void CheckLanguage(JsonObject notebook, string where)
    {
        var metadata = notebook["metadata"] as JsonObject;
        var language = Text(metadata?["kernelspec"]?["language"]) ?? Text(metadata?["language_info"]?["name"]);
        if (language is not null && !s_languages.Contains(language, StringComparer.OrdinalIgnoreCase))
        {
            throw new NotebookFormatException(
                $"{where} is a notebook in {language}; this kernel runs C#. Choose a C# notebook, or its own kernel.");
        }
    }

    private static NotebookCell ReadCell(JsonNode? node, int index, string where)
    {
        if (node is not JsonObject cell)
        {
            throw Broken(index, where, "is not an object");
        }
        var type = Text(cell["cell_type"]) switch
        {
            "code" => CellType.Code,
            "markdown" => CellType.Markdown,
            "raw" => CellType.Raw,
            var other => throw Broken(index, where, $"has the cell_type {other ?? "(none)"}, which is no type of nbformat 4"),
        };
        var source = Lines(cell["source"]) ?? throw Broken(index, where, "has no \"source\" text");
        return new NotebookCell(Text(cell["id"]) ?? "", type, source.ReplaceLineEndings("\n"))
        {
            Language = LanguageOf(cell["metadata"] as JsonObject),
            Tags = [.. ((cell["metadata"] as JsonObject)?["tags"] as JsonArray ?? []).Select(Text).OfType<string>()],
            Outputs = type == CellType.Code ? (JsonArray?)(cell["outputs"] as JsonArray)?.DeepClone() ?? [] : [],
            Attachments = (JsonObject?)(cell["attachments"] as JsonObject)?.DeepClone(),
        };
    }

    // as Polyglot Notebooks (two names, by age) and VS Code write it
    private static string? LanguageOf(JsonObject? metadata)
    {
        var name = Text(metadata?["polyglot_notebook"]?["kernelName"])
            ?? Text(metadata?["dotnet_interactive"]?["language"])
            ?? Text(metadata?["vscode"]?["languageId"])?.Replace("polyglot-notebook", "", StringComparison.Ordinal);
        return name is null or "" || s_languages.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : name;
    }

    /// <summary>nbformat writes a text as one string or as a list of lines.</summary>
    public static string? Lines(JsonNode? node) => node switch
    {
        JsonArray lines when lines.All(line => Text(line) is not null) => string.Concat(lines.Select(Text)),
        _ => Text(node),
    };

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static NotebookFormatException Broken(int index, string where, string what) => new(
        $"{where}: cell {index + 1} {what}. Repair that cell, or restore the file from version control.");
}
