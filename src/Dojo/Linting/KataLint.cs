namespace HonestAsync.Dojo;

/// <summary>
/// Reads all katas and reports what is missing or inconsistent. It runs no code and changes nothing.
/// </summary>
public static class KataLint
{
    /// <summary>What is to be fixed, and what is only worth knowing, by kata.</summary>
    /// <exception cref="DojoException">The ledger or a kata.json cannot be read.</exception>
    public static IReadOnlyList<LintFinding> Run(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var katas = Kata.All(project);
        return
        [
            .. katas.SelectMany(kata => FileRules.Check(kata).ToList() is { Count: > 0 } missing
                ? missing
                : [
                    .. DescriptionRules.Check(kata, ledger), .. HintRules.Check(kata), .. CorpusRules.Check(kata),
                    .. CodeRules.Check(kata), .. TextRules.Check(kata, ledger),
                    .. NotebookRules.Check(kata, ledger),
                ]),
            .. Strangers(project, katas), .. KataSolution.Check(project, katas),
        ];
    }

    private static IEnumerable<LintFinding> Strangers(ProjectFolder project, IReadOnlyList<Kata> katas) =>
        from root in new[] { project.Katas, project.Variants }
        where Directory.Exists(root)
        from folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
        where katas.All(kata => kata.Name != Path.GetFileName(folder))
        select new LintFinding(Relative(project, folder), "there is no pristine copy of this kata",
            $"Add tests/Katas.Tests/originals/{Path.GetFileName(folder)}, or remove the folder.");

    internal static string Relative(ProjectFolder project, string path) =>
        Path.GetRelativePath(project.Root, path).Replace('\\', '/');

    internal static LintFinding Finding(Kata kata, string path, string what, string toDo) =>
        new(Relative(kata.Project, path), what, toDo);
}
