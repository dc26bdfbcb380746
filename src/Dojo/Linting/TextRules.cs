using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>
/// README.md and WHY.md: the hints, the command, a readable length, and links that lead somewhere.
/// </summary>
internal static partial class TextRules
{
    public static IEnumerable<LintFinding> Check(Kata kata, ClaimLedger ledger)
    {
        string readme = kata.Original("README.md");
        string text = File.ReadAllText(readme);
        if (!text.Contains($"dotnet test katas/{kata.Name}", StringComparison.Ordinal))
        {
            yield return KataLint.Finding(kata, readme, "it does not say how to run the tests",
                $"Say: dotnet test katas/{kata.Name}");
        }
        var folded = Details().Matches(text).Select(match => match.Groups["text"].Value.ReplaceLineEndings(" ").Trim());
        if (!folded.SequenceEqual(kata.File.Hints, StringComparer.Ordinal))
        {
            yield return KataLint.Finding(kata, readme, "the folded hints differ from kata.json",
                "Let both say the same, in the same order.");
        }
        string why = kata.Solution("WHY.md");
        int words = File.ReadAllText(why).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (words is < 150 or > 330)
        {
            yield return KataLint.Finding(kata, why, $"it has {words} words", "Say it in 150 to 330.");
        }
        // the pristine README is read in the learner's folder
        foreach (var dead in DeadLinks.In(kata.Project, text, readme, kata.Mine("README.md"), ledger)
            .Concat(DeadLinks.In(kata.Project, File.ReadAllText(why), why, why, ledger)))
        {
            yield return dead;
        }
    }

    [GeneratedRegex("<details>\\s*<summary>[^<]*</summary>(?<text>[^<]*)</details>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Details();
}
