using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// A C# notebook (nbformat 4). Immutable. It is always written in normal form, so that a change of one cell is a
/// change of few lines: no execution counts, no metadata but the kernel's name and the tags, keys in order.
/// </summary>
public sealed class NotebookDocument
{
    /// <summary>
    /// Makes a notebook; a cell whose id is not valid or taken gets one made of its first words.
    /// </summary>
    public NotebookDocument(IEnumerable<NotebookCell> cells, string? path = null)
    {
        Cells = CellIds.MakeUnique(cells);
        Path = path;
    }

    /// <summary>Where the notebook was loaded from; null if it was not.</summary>
    public string? Path { get; }

    /// <summary>All cells in order.</summary>
    public ImmutableArray<NotebookCell> Cells { get; }

    /// <summary>
    /// The folder of <see cref="Path"/>, else the current one: what <c>#r</c> is relative to.
    /// </summary>
    public string Folder =>
        System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path ?? "notebook.ipynb"))!;

    /// <summary>Reads a file.</summary>
    /// <exception cref="NotebookFormatException">It is not a C# notebook, or cannot be read.</exception>
    public static NotebookDocument Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"{path} cannot be read: {e.Message}", e);
        }
        return Parse(text, path);
    }

    /// <summary>Reads the text of an .ipynb file.</summary>
    /// <exception cref="NotebookFormatException">It is not a C# notebook.</exception>
    public static NotebookDocument Parse(string text, string? path = null) =>
        new(NotebookReader.Read(text, path ?? "the notebook"), path);

    /// <summary>
    /// The same notebook with new outputs of some code cells, by cell id; the other cells keep theirs.
    /// </summary>
    public NotebookDocument WithOutputs(IReadOnlyDictionary<string, JsonArray> outputs) => new(
        Cells.Select(cell => outputs.TryGetValue(cell.Id, out var found)
            ? cell with { Outputs = (JsonArray)found.DeepClone() }
            : cell),
        Path);

    /// <summary>The same notebook without outputs.</summary>
    public NotebookDocument WithoutOutputs() => new(Cells.Select(cell => cell with { Outputs = [] }), Path);

    /// <summary>
    /// The notebook as reading its own text gives it: outputs coalesced, and the paths of this machine taken out of
    /// them. Doing it twice changes nothing more.
    /// </summary>
    public NotebookDocument Normalise() => Parse(ToText(), Path);

    /// <summary>The normal form: what <see cref="Save"/> writes.</summary>
    public string ToText() => NotebookWriter.Write(Cells, PathScrubber.For(Folder));

    /// <summary>Writes the normal form in one step: readers see the old file or the new one.</summary>
    /// <exception cref="NotebookSaveException">The file or folder is read-only; nothing has
    /// changed.</exception>
    public void Save(string? path = null) => AtomicFile.Write(
        path ?? Path ?? throw new NotebookSaveException("This notebook has no file yet: pass a path."), ToText());
}
