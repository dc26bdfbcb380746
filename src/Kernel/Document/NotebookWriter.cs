using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Writes the normal form of a notebook.</summary>
internal static class NotebookWriter
{
    public static string Write(IEnumerable<NotebookCell> cells, PathScrubber scrubber)
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(cell => Cell(cell, scrubber))]),
            ["metadata"] = new JsonObject
            {
                // the name that .NET Interactive uses: whichever of the two kernels is installed is found
                ["kernelspec"] = new JsonObject
                {
                    ["display_name"] = ".NET (C#)",
                    ["language"] = "C#",
                    ["name"] = ".net-csharp",
                },
                ["language_info"] = new JsonObject
                {
                    ["file_extension"] = ".cs",
                    ["mimetype"] = "text/x-csharp",
                    ["name"] = "csharp",
                    ["pygments_lexer"] = "csharp",
                },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return JupyterJson.Write(notebook) + "\n";
    }

    private static JsonObject Cell(NotebookCell cell, PathScrubber scrubber)
    {
        var json = new JsonObject
        {
            ["cell_type"] = cell.Type.ToString().ToLowerInvariant(),
            ["id"] = cell.Id,
            ["metadata"] = cell.Tags.IsEmpty
                ? new JsonObject()
                : new JsonObject { ["tags"] = new JsonArray([.. cell.Tags.Select(tag => (JsonNode)tag)]) },
            ["source"] = OutputNormaliser.Lines(cell.Source),
        };
        if (cell.Attachments is not null)
        {
            json["attachments"] = cell.Attachments.DeepClone();
        }
        if (cell.Type == CellType.Code)
        {
            json["execution_count"] = null;
            json["outputs"] = OutputNormaliser.Normalise(cell.Outputs, scrubber);
        }
        return json;
    }
}
