namespace HonestAsync.Dojo;

/// <summary>The first lines, namespaces and TODOs of the source files.</summary>
internal static class CodeRules
{
    public static IEnumerable<LintFinding> Check(Kata kata)
    {
        string broken = kata.Original(kata.File.Subject);
        if (Todos(broken) != 1)
        {
            yield return KataLint.Finding(kata, broken, $"it has {Todos(broken)} TODOs",
                "Write one that names what can be observed, never the cause.");
        }
        string solution = kata.Solution(kata.File.Subject);
        if (Todos(solution) != 0)
        {
            yield return KataLint.Finding(kata, solution, "the solution still has a TODO", "Remove it.");
        }
        string name = NamespaceOf(broken);
        foreach (string file in kata.Surroundings.Append(solution).Where(file => NamespaceOf(file) != name))
        {
            yield return KataLint.Finding(kata, file, $"its namespace is not {name}",
                "Let all files of a kata share one namespace.");
        }
        foreach (string file in kata.Surroundings.Where(file => !FirstLine(file).StartsWith("// Leave as is", StringComparison.Ordinal)))
        {
            yield return KataLint.Finding(kata, file, "it does not say that learners leave it as it is",
                "Begin with: // Leave as is");
        }
        string tests = string.Concat(kata.Surroundings.Select(File.ReadAllText));
        foreach (var red in kata.File.Red.Where(red => !tests.Contains($" {red.Test}(", StringComparison.Ordinal)))
        {
            yield return KataLint.Finding(kata, kata.Original("kata.json"), $"there is no test {red.Test}",
                "Name one that exists.");
        }
    }

    private static int Todos(string file) => File.ReadAllText(file).Split("TODO").Length - 1;

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? "";

    private static string NamespaceOf(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?[10..].TrimEnd(';', ' ') ?? "";
}
