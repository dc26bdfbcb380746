using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>kata.json is complete, and agrees with the ledger.</summary>
internal static partial class DescriptionRules
{
    private const int ShortestFragment = 8;

    public static IEnumerable<LintFinding> Check(Kata kata, ClaimLedger ledger)
    {
        var file = kata.File;
        var planned = ledger.Katas.FirstOrDefault(entry => entry.Slug == file.Slug);
        if (planned is null)
        {
            yield return Of(kata, $"the ledger has no kata {file.Slug}",
                "Add it to notebooks/claims.json, or correct the slug.");
        }
        else if (planned.Number != file.Number || planned.Notebook != file.Notebook || !planned.Claims.SequenceEqual(file.Claims, StringComparer.Ordinal))
        {
            yield return Of(kata, "number, notebook or claims differ from the ledger",
                "Make it agree with notebooks/claims.json.");
        }
        if (file.Difficulty is < 1 or > 5)
        {
            yield return Of(kata, $"the difficulty is {file.Difficulty}",
                "Say 1 (one line) to 5 (a small redesign).");
        }
        if (file.Minutes is < 5 or > 90)
        {
            yield return Of(kata, $"{file.Minutes} minutes", "Say 5 to 90; split what takes longer.");
        }
        if (file.Idea.Split(' ').Length is < 2 or > 5)
        {
            yield return Of(kata, $"the idea '{file.Idea}' is not two to five words", "Say it in that many.");
        }
        if (file.Title.Length == 0 || file.Red.Count == 0)
        {
            yield return Of(kata, "the title or the red tests are missing",
                "Name the tests that the broken code fails, each with a piece of its message.");
        }
        foreach (var red in file.Red.Where(red => red.Fragment.Length < ShortestFragment))
        {
            yield return Of(kata, $"the fragment '{red.Fragment}' for {red.Test} is too short to mean anything", "Quote what the learner reads.");
        }
        foreach (string rule in file.Analyzers.Where(rule => !Rule().IsMatch(rule)))
        {
            yield return Of(kata, $"'{rule}' is no rule's id", "Write it as in VSTHRD103.");
        }
    }

    private static LintFinding Of(Kata kata, string what, string toDo) =>
        KataLint.Finding(kata, kata.Original("kata.json"), what, toDo);

    [GeneratedRegex("^[A-Za-z]+[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
