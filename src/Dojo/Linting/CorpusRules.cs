namespace HonestAsync.Dojo;

/// <summary>
/// Enough other right fixes on distinct primitives, enough tempting wrong ones, each with the test that must
/// catch it.
/// </summary>
internal static class CorpusRules
{
    private const int FewestAlternatives = 3;
    private const int FewestWrong = 5;

    public static IEnumerable<LintFinding> Check(Kata kata)
    {
        string folder = Path.Combine(kata.Project.Variants, kata.Name);
        var alternatives = kata.Variants(VariantKind.Alternative);
        var wrong = kata.Variants(VariantKind.Wrong);
        if (alternatives.Count < FewestAlternatives)
        {
            yield return KataLint.Finding(kata, folder, $"there are {alternatives.Count} other right fixes",
                $"Write at least {FewestAlternatives}, alternative-*.cs.");
        }
        if (wrong.Count < FewestWrong)
        {
            yield return KataLint.Finding(kata, folder, $"there are {wrong.Count} wrong fixes",
                $"Write at least {FewestWrong}, wrong-*.cs.");
        }
        var primitives = kata.File.Primitives;
        if (!alternatives.Select(variant => variant.File).SequenceEqual(primitives.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            yield return KataLint.Finding(kata, kata.Original("kata.json"), "'primitives' does not name exactly the alternative-*.cs", "Name for each the primitive it stands on.");
        }
        foreach (var same in primitives.GroupBy(each => each.Value, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return KataLint.Finding(kata, kata.Original("kata.json"),
                $"{same.Count()} alternatives stand on '{same.Key}'", "Let each stand on another primitive.");
        }
        string tests = string.Concat(kata.Surroundings.Select(File.ReadAllText));
        foreach (var variant in wrong.Concat(kata.Variants(VariantKind.Blind)))
        {
            if (variant.Kind == VariantKind.Wrong && (variant.CaughtBy is null || variant.Reason is null))
            {
                yield return KataLint.Finding(kata, variant.Path, "the first line does not say what catches it", "Begin with: // caught by: Test_name — why it tempts");
            }
            else if (variant.CaughtBy is { } test && !tests.Contains($" {test}(", StringComparison.Ordinal))
            {
                yield return KataLint.Finding(kata, variant.Path, $"there is no test {test}",
                    "Name one that exists.");
            }
        }
        var known = kata.Everything().Select(variant => variant.Path).ToHashSet(StringComparer.Ordinal);
        foreach (string stranger in Directory.Exists(folder) ? Directory.GetFiles(folder).Where(file => !known.Contains(file)) : [])
        {
            yield return KataLint.Finding(kata, stranger, "nothing reads this file",
                "Name it alternative-*.cs, wrong-*.cs or blind-*.cs.");
        }
    }
}
