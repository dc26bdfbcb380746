using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>Three hints, from the symptom to the names of the APIs; none of them is the fix.</summary>
internal static partial class HintRules
{
    private const int Shortest = 20;
    private const int Longest = 300;

    public static IEnumerable<LintFinding> Check(Kata kata)
    {
        var hints = kata.File.Hints;
        if (hints.Count != 3)
        {
            yield return Of(kata, $"there are {hints.Count} hints",
                "Write three: symptom, mechanism, the names of the APIs.");
        }
        var solution = new HashSet<string>(OwnNames(kata.Solution(kata.File.Subject)),
            StringComparer.Ordinal);
        solution.ExceptWith(OwnNames(kata.Original(kata.File.Subject)));
        for (int i = 0; i < hints.Count; i++)
        {
            string hint = hints[i];
            if (hint.Length is < Shortest or > Longest)
            {
                yield return Of(kata, $"hint {i + 1} has {hint.Length} characters",
                    $"Say it in {Shortest} to {Longest}.");
            }
            if (Code().Match(hint) is { Success: true } code)
            {
                yield return Of(kata, $"hint {i + 1} holds code: '{code.Value}'",
                    "Name the mechanism or the API; leave writing it to the learner.");
            }
            if (Word().Matches(hint).Select(word => word.Value).FirstOrDefault(solution.Contains) is { } name)
            {
                yield return Of(kata, $"hint {i + 1} says '{name}', a name of the solution",
                    "Name the mechanism or the API; leave writing it to the learner.");
            }
        }
    }

    private static IEnumerable<string> OwnNames(string file) =>
        Field().Matches(File.ReadAllText(file)).Select(match => match.Value);

    private static LintFinding Of(Kata kata, string what, string toDo) =>
        KataLint.Finding(kata, kata.Original("kata.json"), what, toDo);

    // a statement, a lambda, a creation, a call with arguments
    [GeneratedRegex(@"[;{}]\s*$|[{}]|=>|\bnew \w+[\w<>]*\(|\bawait \w+\.|\w\([^)\s]|\breturn \w+;", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b_[a-z]\w+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
