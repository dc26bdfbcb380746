using System.Text.Json;
using System.Text.RegularExpressions;

namespace HonestAsync.Katas.Tests;

/// <summary>A kata is complete: its description, its corpus, its texts.</summary>
public sealed partial class KataFilesTests
{
    private static readonly JsonElement s_claims =
        JsonDocument.Parse(File.ReadAllText(Repository.At("notebooks", "claims.json"))).RootElement;

    public static TheoryData<string> Katas() => [.. Kata.All.Select(kata => kata.Name)];

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_folder_number_notebook_and_claims_are_those_of_the_ledger(string name)
    {
        var json = Kata.Of(name).Json;
        var planned = s_claims.GetProperty("katas").EnumerateArray().Single(kata => kata.GetProperty("slug").GetString() == json.Slug);

        Assert.Equal(name, $"{json.Number}-{json.Slug}");
        Assert.Equal(planned.GetProperty("number").GetString(), json.Number);
        Assert.Equal(planned.GetProperty("notebook").GetString(), json.Notebook);
        Assert.Equal(planned.GetProperty("claims").EnumerateArray().Select(claim => claim.GetString()!), json.Claims);
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_description_is_complete(string name)
    {
        var json = Kata.Of(name).Json;

        Assert.InRange(json.Difficulty, 1, 5);
        Assert.InRange(json.Minutes, 5, 90);
        Assert.InRange(json.Idea.Split(' ').Length, 2, 5);
        Assert.NotEmpty(json.Title);
        Assert.NotEmpty(json.Red);
        Assert.Equal(3, json.Hints.Count);
        Assert.All(json.Hints, hint => Assert.InRange(hint.Length, 20, 300));
        Assert.All(json.Red, red => Assert.True(red.Fragment.Length >= 8, $"the fragment for {red.Test} is too short to mean anything"));
        Assert.All(json.Analyzers, rule => Assert.Matches("^[A-Za-z]+[0-9]+$", rule));
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_corpus_is_large_enough_and_its_alternatives_stand_on_distinct_primitives(string name)
    {
        var kata = Kata.Of(name);
        var alternatives = kata.Variants(VariantKind.Alternative);
        var wrong = kata.Variants(VariantKind.Wrong);
        var primitives = kata.Json.Primitives;

        Assert.True(alternatives.Count >= 3, $"{alternatives.Count} alternatives");
        Assert.True(wrong.Count >= 5, $"{wrong.Count} wrong fixes");
        Assert.Equal(alternatives.Select(variant => variant.File), primitives.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(primitives.Count, primitives.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(wrong, variant => Assert.True(
            variant is { CaughtBy: not null, Reason: not null }, $"{variant.File}: the first line is not '// caught by: Test_name — why it tempts'"));
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_subject_has_one_TODO_and_its_solution_none(string name)
    {
        var kata = Kata.Of(name);

        Assert.Equal(1, Count("TODO", kata.Broken().Path));
        Assert.Equal(0, Count("TODO", kata.Solution().Path));
        Assert.All(kata.Surroundings(), path => Assert.StartsWith("// Leave as is", File.ReadLines(path).First(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_README_links_the_notebook_and_folds_the_same_hints_away(string name)
    {
        var kata = Kata.Of(name);
        string readme = File.ReadAllText(kata.Original("README.md"));
        var notebook = s_claims.GetProperty("notebooks").EnumerateArray().Single(n => n.GetProperty("number").GetString() == kata.Json.Notebook);

        Assert.Contains($"../../notebooks/{kata.Json.Notebook}-{notebook.GetProperty("slug").GetString()}.ipynb", readme, StringComparison.Ordinal);
        Assert.Contains($"dotnet test katas/{name}", readme, StringComparison.Ordinal);
        Assert.Equal(kata.Json.Hints, Details().Matches(readme).Select(match => match.Groups["text"].Value.ReplaceLineEndings(" ").Trim()));
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public void Its_WHY_has_a_readable_length(string name)
    {
        string why = File.ReadAllText(Path.Combine(Kata.Of(name).SolutionFolder, "WHY.md"));

        Assert.InRange(why.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 150, 330);
    }

    private static int Count(string word, string path) => File.ReadAllText(path).Split(word).Length - 1;

    [GeneratedRegex("<details>\\s*<summary>[^<]*</summary>(?<text>[^<]*)</details>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Details();
}
