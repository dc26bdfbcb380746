namespace HonestAsync.Dojo;

/// <summary>
/// The notebook, written or planned, that shows the mechanism of a kata.
/// Every text that names it takes its words from here; <see cref="NotebookRules"/> holds the files to them.
/// </summary>
/// <param name="Entry">The kata's own notebook.</param>
/// <param name="IsWritten">Whether it can be read.</param>
/// <param name="Nearest">
/// While it is planned: the written one that judges a claim of this kata; null where none does.
/// </param>
public sealed record KataNotebook(NotebookEntry Entry, bool IsWritten, NotebookEntry? Nearest)
{
    /// <summary>The notebook of a kata; null where the ledger does not know it.</summary>
    public static KataNotebook? Of(ProjectFolder project, ClaimLedger ledger, KataFile kata)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(kata);
        if (ledger.Notebooks.FirstOrDefault(entry => entry.Number == kata.Notebook) is not { } own)
        {
            return null;
        }
        var nearest = kata.Claims.Select(ledger.Find).Where(claim => claim?.Verdict is not null)
            .Select(claim => ledger.Notebooks.FirstOrDefault(entry => entry.Number == claim!.Notebook))
            .FirstOrDefault(entry => entry is not null && project.IsWritten(entry));
        bool isWritten = project.IsWritten(own);
        return new KataNotebook(own, isWritten, isWritten ? null : nearest);
    }

    /// <summary>What a red test says at its end.</summary>
    public string InATest => $"See {Path(Entry)}{this switch
    {
        { IsWritten: true } => "",
        { Nearest: { } near } => $" (planned, not written yet; one claim of this kata: {Path(near)})",
        _ => " (planned, not written yet)",
    }}.";

    /// <summary>What the kata's README says, as Markdown; a planned notebook is no link.</summary>
    public string InAReadme => IsWritten ? Link(Entry)
        : $"notebook {Entry.Number}, which is planned and not written yet"
            + (Nearest is null ? "" : $"; one of its claims is tested in {Link(Nearest)}");

    /// <summary>A sentence or two for a screen.</summary>
    public string OnAScreen => IsWritten ? $"The mechanism is shown in {Path(Entry)}."
        : $"The mechanism will be shown in notebook {Entry.Number}, {Entry.Title}: planned, not written yet."
            + (Nearest is null ? "" : $" One of the kata's claims is tested in {Path(Nearest)}.");

    private static string Link(NotebookEntry entry) => $"[notebook {entry.Number}](../../{Path(entry)})";

    private static string Path(NotebookEntry entry) => $"notebooks/{entry.FileName}";
}
