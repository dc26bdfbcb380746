using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HonestAsync.Dojo.Tests;

/// <summary>What an editor makes of the lines that <c>watch</c> and <c>check</c> print.</summary>
public sealed class EditorTasksTests
{
    private static readonly ProjectFolder s_project = ProjectFolder.Find(AppContext.BaseDirectory);

    private static readonly string[] s_screens = File.ReadAllLines(Path.Combine(
        s_project.Root, "tests", "Dojo.Tests", "Learning", "Watching", "golden", "session-120.txt"));

    private static readonly JsonNode s_tasks = Read(".vscode", "tasks.json");

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

    [Fact]
    public void Each_task_runs_a_command_that_the_tool_has()
    {
        var root = DojoCommands.Root(new Screen().Console);
        var calls = s_tasks["tasks"]!.AsArray().Select(task => Words(task!["args"]!))
            .Where(words => words[0] == "run").ToList();

        Assert.Equal(["check ${fileDirname}", "kernel install", "run", "watch"],
            calls.Select(words => string.Join(' ', words.Skip(4))).Order());
        Assert.All(calls, words =>
        {
            Assert.Equal(["run", "--project", "src/Dojo", "--"], words.Take(4));
            Assert.Empty(root.Parse([.. words.Skip(4)]).Errors);
        });
    }

    [Fact]
    public void The_dev_container_installs_the_kernel_and_the_extensions_that_the_workspace_recommends()
    {
        var container = Read(".devcontainer", "devcontainer.json");
        var extensions = Read(".vscode", "extensions.json");

        string[] command = ((string)container["postCreateCommand"]!).Split(' ');
        Assert.Equal(["dotnet", "run", "--project", "src/Dojo", "--", "kernel", "install"], command);
        string[] recommended = Words(extensions["recommendations"]!);
        Assert.Equal(recommended, Words(container["customizations"]!["vscode"]!["extensions"]!));
        Assert.Empty(recommended.Intersect(Words(extensions["unwantedRecommendations"]!)));
    }

    private static string[] Words(JsonNode words) => [.. words.AsArray().Select(word => (string)word!)];

    private static JsonNode Read(string folder, string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(s_project.Root, folder, file)))!;

    private static Regex Read(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));

    private static (string File, string Line)? Place(string line, int task, int matcher)
    {
        var pattern = s_tasks["tasks"]![task]!["problemMatcher"]![matcher]!["pattern"]!;
        var match = Read((string)pattern["regexp"]!).Match(line);
        return match.Success ? (match.Groups[(int)pattern["file"]!].Value, match.Groups[(int)pattern["line"]!].Value) : null;
    }
}
