namespace HonestAsync.Dojo;

/// <summary>A notebook to run: one of the curriculum, or any other file.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Entry">Its place in the curriculum; null for a file outside of it.</param>
public sealed record NotebookChoice(string Path, NotebookEntry? Entry)
{
    /// <summary>The number, or the file's name.</summary>
    public string Label => Entry?.Number ?? System.IO.Path.GetFileName(Path);

    /// <summary>The title; empty for a file outside of the curriculum.</summary>
    public string Title => Entry?.Title ?? "";

    /// <summary>
    /// The notebooks that <paramref name="names"/> mean; all written ones when there are no names.
    /// </summary>
    /// <exception cref="DojoException">A name means none.</exception>
    public static IReadOnlyList<NotebookChoice> Of(ProjectFolder project, ClaimLedger ledger, IReadOnlyList<string> names)
    {
        var written = ledger.Notebooks.Where(entry => project.IsWritten(entry)).ToList();
        if (names.Count == 0 || names is ["all"])
        {
            return written.Count > 0
                ? [.. written.Select(entry => new NotebookChoice(InProject(project, entry), entry))]
                : throw new DojoException("notebooks/ holds no notebook.", "Restore the folder, for example with git checkout notebooks.");
        }
        return [.. names.Select(name => One(project, ledger, written, name)).DistinctBy(choice => choice.Path, StringComparer.Ordinal)];
    }

    private static NotebookChoice One(ProjectFolder project, ClaimLedger ledger, List<NotebookEntry> written, string name)
    {
        // a copy elsewhere has the name of a notebook of the curriculum, but is another file
        bool isElsewhere = System.IO.Path.GetFileName(name) != name && File.Exists(name)
            && !written.Exists(entry => IsSame(InProject(project, entry), name));
        var entry = isElsewhere ? null : ledger.Notebooks.FirstOrDefault(entry => Means(entry, name));
        if (entry is null && !name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            entry = ByPart(ledger, written, name);
        }
        if (entry is null && name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(name)
                ? new NotebookChoice(System.IO.Path.GetFullPath(name), null)
                : throw new DojoException($"There is no file {name}.", "Check the path; it is relative to the folder you are in.");
        }
        string there = $"These are here: {string.Join(", ", written.Select(e => $"{e.Number} {e.Slug}"))}. "
            + "See all with: dojo list";
        if (entry is null)
        {
            string near = Suggestion.Sentence(name, ledger.Notebooks.Select(e => e.Slug));
            throw new DojoException($"There is no notebook '{name}'. {near}".TrimEnd(), there);
        }
        return written.Contains(entry)
            ? new NotebookChoice(InProject(project, entry), entry)
            : throw new DojoException($"Notebook {entry.Number}, {entry.Title}, is planned and not written "
                + $"yet. It is to be about: {entry.Goal}", there);
    }

    // written ones first, then planned ones
    private static NotebookEntry? ByPart(ClaimLedger ledger, List<NotebookEntry> written, string name)
    {
        var found = written.Where(Holds).ToList();
        found = found.Count > 0 ? found : [.. ledger.Notebooks.Where(Holds)];
        return found.Count < 2 ? found.FirstOrDefault() : throw new DojoException(
            $"'{name}' may mean {string.Join(" or ", found.Select(Name))}.",
            $"Type its number, or more of its name: {found[0].Number}");

        static string Name(NotebookEntry entry) => $"{entry.Number}-{entry.Slug}";

        bool Holds(NotebookEntry entry) => KataSearch.HoldsPart(entry.Slug, name);
    }

    private static bool Means(NotebookEntry entry, string name)
    {
        string bare = System.IO.Path.GetFileName(name);
        return entry.Number == name.PadLeft(2, '0')
            || entry.Slug.Equals(name, StringComparison.OrdinalIgnoreCase)
            || entry.FileName.Equals(bare, StringComparison.OrdinalIgnoreCase)
            || $"{entry.Number}-{entry.Slug}".Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSame(string path, string other) =>
        string.Equals(path, System.IO.Path.GetFullPath(other),
            OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string InProject(ProjectFolder project, NotebookEntry entry) =>
        System.IO.Path.Combine(project.Notebooks, entry.FileName);
}
