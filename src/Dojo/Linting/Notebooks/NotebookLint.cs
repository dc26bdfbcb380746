using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// Reads all notebooks and reports what does not keep the agreed form. It runs no code and changes nothing.
/// </summary>
public static class NotebookLint
{
    /// <summary>What is to be fixed, and what is only worth knowing, by notebook.</summary>
    /// <exception cref="DojoException">The ledger cannot be read.</exception>
    public static IReadOnlyList<LintFinding> Run(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var ledger = ClaimLedger.Load(project.LedgerFile);
        return
        [
            .. Files(project).SelectMany(file => Check(project, ledger, file)),
            .. Pages(project).SelectMany(page => DeadLinks.In(project, File.ReadAllText(page), page, page, ledger)),
        ];
    }

    /// <summary>The notebooks of the clone, in order.</summary>
    internal static IReadOnlyList<string> Files(ProjectFolder project) => Directory.Exists(project.Notebooks)
        ? [.. Directory.EnumerateFiles(project.Notebooks, "*.ipynb").Order(StringComparer.Ordinal)]
        : [];

    // the pages around the notebooks
    private static IEnumerable<string> Pages(ProjectFolder project) =>
        new[] { project.Root, project.Notebooks }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md")).Order(StringComparer.Ordinal);

    /// <summary>Brings all readable notebooks to stored form.</summary>
    /// <returns>How many changed.</returns>
    internal static int WriteStoredForm(ProjectFolder project) =>
        Files(project).Count(file => Read(file) is not null && StoredForm.Restore(file));

    private static IEnumerable<LintFinding> Check(ProjectFolder project, ClaimLedger ledger, string file)
    {
        string name = KataLint.Relative(project, file);
        if (ledger.Notebooks.FirstOrDefault(entry => entry.FileName == Path.GetFileName(file)) is not { } entry)
        {
            return [new(name, "the curriculum has no such notebook", "Add it to notebooks/claims.json, or correct the file's name.")];
        }
        if (Read(file) is not { } document)
        {
            return [new(name, "it cannot be read as a C# notebook", $"See: dojo run {entry.Number}")];
        }
        var page = new NotebookPage(project, ledger, entry, file, File.ReadAllText(file), document);
        return
        [
            .. StoredFormRules.Check(page), .. TagRules.Check(page), .. PortabilityRules.Check(page),
            .. ReferenceRules.Check(page), .. AnatomyRules.Check(page), .. ExperimentRules.Check(page),
            .. ClaimRules.Check(page), .. OutputRules.Check(page), .. NumberRules.Check(page),
            .. page.Texts.SelectMany(cell => DeadLinks.In(project, cell.Source, file, file, ledger)),
        ];
    }

    /// <summary>A notebook; null if it cannot be read as one.</summary>
    internal static NotebookDocument? Read(string file)
    {
        try
        {
            return NotebookDocument.Load(file);
        }
        catch (NotebookFormatException)
        {
            return null;
        }
    }
}
