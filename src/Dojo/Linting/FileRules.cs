namespace HonestAsync.Dojo;

/// <summary>
/// Every file of a kata exists. Files that learners edit may be missing: those are theirs.
/// </summary>
internal static class FileRules
{
    private const string OneLine = "<Project Sdk=\"Microsoft.NET.Sdk\" />";

    public static IEnumerable<LintFinding> Check(Kata kata)
    {
        string project = kata.Mine($"{kata.Name}.csproj");
        string[] needed =
        [
            kata.Original("README.md"), kata.Original(kata.File.Subject), kata.Original("Given.cs"),
            kata.Solution(kata.File.Subject), kata.Solution("WHY.md"), project,
        ];
        foreach (string path in needed.Where(path => !File.Exists(path)))
        {
            yield return KataLint.Finding(kata, path, "the file is missing",
                "Write it; dojo new kata shows how it begins.");
        }
        string original = Path.Combine(kata.Project.Originals, kata.Name);
        if (Directory.Exists(original) && Directory.GetFiles(original, "*Tests.cs").Length != 1)
        {
            yield return KataLint.Finding(kata, original, "there is not exactly one *Tests.cs",
                "Put all tests into one file.");
        }
        string text = File.Exists(project) ? File.ReadAllText(project) : "";
        if (text.Length > 0 && text.Trim() != OneLine && kata.File.References.Count == 0)
        {
            yield return KataLint.Finding(kata, project, "a kata's project is one line",
                $"Let it be {OneLine}");
        }
        foreach (string package in kata.File.References.Where(package => text.Length > 0
            && !text.Contains($"<PackageReference Include=\"{package}\" />", StringComparison.Ordinal)))
        {
            yield return KataLint.Finding(kata, project, $"it does not reference {package}, which kata.json names", "Add the package, without a version.");
        }
    }
}
