using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// The README's picture: a copy of what a notebook's cell drew, so that the front page shows a measured
/// thing.
/// </summary>
public static class ReadmePicture
{
    private const string Notebook = "16";
    private const string Cell = "two-deposits-picture";

    /// <summary>Where it lies.</summary>
    public static string FileIn(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Path.Combine(project.Notebooks, "pictures", "lost-update.svg");
    }

    /// <summary>
    /// The picture in the stored outputs of its notebook; null where that notebook, or the picture, is not
    /// there.
    /// </summary>
    public static string? Of(ProjectFolder project, ClaimLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(ledger);
        string? file = ledger.Notebooks.FirstOrDefault(entry => entry.Number == Notebook)?.FileName;
        string path = Path.Combine(project.Notebooks, file ?? "");
        if (!File.Exists(path))
        {
            return null;
        }
        var svg = NotebookDocument.Load(path).Cells.Where(cell => cell.Id == Cell)
            .SelectMany(cell => cell.Outputs).Select(output => output?["data"]?["image/svg+xml"]).FirstOrDefault(data => data is not null);
        return svg switch
        {
            null => null,
            JsonArray lines => string.Concat(lines.Select(line => line!.GetValue<string>())) + "\n",
            _ => svg.GetValue<string>() + "\n",
        };
    }
}
