using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HonestAsync.Dojo.Tests;

/// <summary>What an editor makes of the lines that <c>watch</c> and <c>check</c> print.</summary>
public sealed class EditorTasksTests
{
    private static readonly ProjectFolder s_project = ProjectFolder.Find(AppContext.BaseDirectory);

    private static readonly string[] s_screens = File.ReadAllLines(Path.Combine(
        s_project.Root, "tests", "Dojo.Tests", "Learning", "Watching", "golden", "session-120.txt"));

    private static readonly JsonNode s_tasks = JsonNode.Parse(File.ReadAllText(Path.Combine(s_project.Root, ".vscode", "tasks.json")))!;

    [Fact]
    public void Each_error_of_the_compiler_on_the_screens_has_a_place_to_click_at()
    {
        var shown = s_screens.Where(line => line.Contains("(CS", StringComparison.Ordinal)).Distinct().ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Equal(("katas/01-lost-thing/LostThing.cs", "7"), Place(line, task: 0, matcher: 0)));
    }

    [Fact]
    public void A_verdict_that_knows_its_line_has_a_place_to_click_at() =>
        Assert.Contains(("katas/01-lost-thing/LostThing.cs", "7"), s_screens.Select(line => Place(line, task: 0, matcher: 1)));

    [Fact]
    public void The_place_of_an_exception_in_a_check_is_found() =>
        Assert.Equal(("katas/32-lost-update/Wallet.cs", "12"), Place("    at katas/32-lost-update/Wallet.cs:12", task: 1, matcher: 1));

    [Fact]
    public void Each_verdict_on_the_screens_has_a_beginning_and_an_end()
    {
        var background = s_tasks["tasks"]![0]!["problemMatcher"]![0]!["background"]!;

        Assert.Contains(s_screens, line => Read((string)background["beginsPattern"]!).IsMatch(line));
        Assert.All(["✗ Not solved", "✓ Solved", "The last verdict"], word =>
            Assert.All(s_screens.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Take(1).DefaultIfEmpty("nowhere"),
                line => Assert.Matches((string)background["endsPattern"]!, line)));
    }

    private static Regex Read(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));

    private static (string File, string Line)? Place(string line, int task, int matcher)
    {
        var pattern = s_tasks["tasks"]![task]!["problemMatcher"]![matcher]!["pattern"]!;
        var match = Read((string)pattern["regexp"]!).Match(line);
        return match.Success ? (match.Groups[(int)pattern["file"]!].Value, match.Groups[(int)pattern["line"]!].Value) : null;
    }
}
