using System.Text.RegularExpressions;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// The form in which notebooks are committed: normal form, and cell ids that a reader of a diff understands. Editors save
/// other forms.
/// </summary>
internal static partial class StoredForm
{
    /// <summary>
    /// The same notebook in stored form. Texts and outputs stay, except what normal form never holds: counts and
    /// paths of this machine. A cell's language becomes its first line.
    /// </summary>
    public static NotebookDocument Of(NotebookDocument notebook) =>
        new NotebookDocument(notebook.Cells.Select(Stored), notebook.Path).Normalise();

    /// <summary>Rewrites a notebook's file if it is in another form.</summary>
    /// <returns>Whether the file changed.</returns>
    /// <exception cref="NotebookFormatException">It cannot be read as a C# notebook.</exception>
    /// <exception cref="DojoException">It cannot be written.</exception>
    public static bool Restore(string file)
    {
        var stored = Of(NotebookDocument.Load(file));
        if (stored.ToText() == File.ReadAllText(file))
        {
            return false;
        }
        Disk.Save(stored, file);
        return true;
    }

    /// <summary>Whether an editor generated this id.</summary>
    public static bool IsGenerated(string id) => Generated().IsMatch(id);

    private static NotebookCell Stored(NotebookCell cell)
    {
        var named = IsGenerated(cell.Id) ? cell with { Id = "" } : cell;
        return cell.Type == CellType.Code ? named with { Source = cell.CodeToRun, Language = null } : named;
    }

    // hexadecimal with at least one digit, or a word and a number
    [GeneratedRegex("^(?=[a-f-]*[0-9])[0-9a-f]{8}(-[0-9a-f]{4}|$)|^(cell|code|text)-[0-9]+$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();
}
