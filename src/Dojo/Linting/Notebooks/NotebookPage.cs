using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>A notebook as the rules read it. Nothing of it is run.</summary>
/// <param name="Project">The clone that it lies in.</param>
/// <param name="Ledger">The claims that it may judge.</param>
/// <param name="Entry">Its place in the curriculum.</param>
/// <param name="Path">Its file.</param>
/// <param name="Text">The text of the file as it is stored.</param>
/// <param name="Document">The same, read.</param>
internal sealed record NotebookPage(ProjectFolder Project, ClaimLedger Ledger, NotebookEntry Entry, string Path,
    string Text, NotebookDocument Document)
{
    /// <summary>All cells that run, in order.</summary>
    public IReadOnlyList<NotebookCell> Code { get; } =
        [.. Document.Cells.Where(cell => cell.Type == CellType.Code)];

    /// <summary>The cells in C#, in order: below a line like <c>#!node</c> a cell is in another language.</summary>
    public IEnumerable<NotebookCell> CSharp => Code.Where(cell => !s_otherLanguages.Contains(cell.Source.Split('\n')[0].Trim()));

    private static readonly string[] s_otherLanguages = ["#!node", "#!python"];

    /// <summary>All text cells, in order.</summary>
    public IReadOnlyList<NotebookCell> Texts { get; } =
        [.. Document.Cells.Where(cell => cell.Type == CellType.Markdown)];

    /// <summary>The position of a cell among all cells.</summary>
    public int At(NotebookCell cell) => Document.Cells.IndexOf(cell);

    /// <summary>The heading that opens the exercises at the end.</summary>
    public const string Exercises = "## Change it";

    /// <summary>The cells before the exercises; all, if there are none.</summary>
    public IEnumerable<NotebookCell> Lesson => Document.Cells.TakeWhile(cell =>
        cell.Type != CellType.Markdown || !cell.Source.Contains(Exercises, StringComparison.Ordinal));

    /// <summary>Something about the whole notebook.</summary>
    public LintFinding Finding(string what, string toDo) =>
        new(KataLint.Relative(Project, Path), what, toDo);

    /// <summary>Something about one cell.</summary>
    public LintFinding Finding(NotebookCell cell, string what, string toDo) =>
        Finding($"cell {cell.Id}: {what}", toDo);

    /// <summary>Words as a reader counts them: what holds a letter or a digit.</summary>
    public static int Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));
}
