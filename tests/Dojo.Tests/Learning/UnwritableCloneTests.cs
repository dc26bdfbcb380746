namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A clone that cannot be written, not even by root: a file stands where a folder is expected, or the other way
/// round.
/// </summary>
public sealed class UnwritableCloneTests : WatchTests
{
    private readonly Screen _screen = new();

    public UnwritableCloneTests() => File.WriteAllText(Path.Combine(Clone.Root, ".dojo"), "no folder");

    [Fact]
    public void A_hint_is_shown_although_it_cannot_be_remembered()
    {
        var hint = new HintCommand(Clone.Project, _screen.Console, Progress);

        AssertNotSaved(Assert.Throws<DojoException>(() => hint.Run("1")));
        Assert.Contains("Hint 1 of 3 for 01-lost-thing", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("The next one: dojo hint 01", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_is_shown_although_that_cannot_be_remembered()
    {
        var solution = new SolutionCommand(Clone.Project, _screen.Console, Progress);

        AssertNotSaved(Assert.Throws<DojoException>(() => solution.Run("1", "why", anyway: true)));
        Assert.Contains("01-lost-thing: Why (2 of 5)", _screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verdict_is_shown_although_it_cannot_be_remembered(bool all)
    {
        await File.WriteAllTextAsync(Kata.MyFile, TinyKata.Subject(), TestContext.Current.CancellationToken);
        var check = new CheckCommand(Clone.Project, _screen.Console, Progress);
        var token = TestContext.Current.CancellationToken;

        AssertNotSaved(await Assert.ThrowsAsync<DojoException>(
            () => all ? check.AllAsync(token) : check.OneAsync("1", token)));
        Assert.Contains(all ? "1 of 1 solved." : "Solved", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_shows_verdict_and_hint_and_continues()
    {
        await Watch.JudgeAsync(Kata, "a fix", Green, "✓ Solved", "! Your progress is not saved");
        Watch.Press('h');
        await Watch.SaysAsync("Hint 1 of 3", "! Your progress is not saved");
        Watch.Press('q');

        Assert.Equal(ExitCode.Ok, await Watch.EndAsync());
    }

    [Fact]
    public void A_reset_that_cannot_keep_yours_changes_nothing()
    {
        Directory.CreateDirectory($"{Kata.MyFile}.mine");

        var reset = new ResetCommand(Clone.Project, _screen.Console);

        var error = Assert.Throws<WriteException>(() => reset.Run("1", yes: true));

        Assert.Contains(".mine could not be written", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine // TODO", File.ReadAllText(Kata.MyFile));
        Assert.DoesNotContain("is as it was", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_prints_the_hint_then_the_sentence_and_exits_with_2()
    {
        var (code, output, error) = await Tool.RunAsync(Clone, "hint 1");

        Assert.Equal(ExitCode.ToolFailure, code);
        Assert.Contains("Hint 1 of 3", output, StringComparison.Ordinal);
        Assert.StartsWith("Your progress is not saved: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_is_not_installed_where_neither_home_nor_its_data_folder_can_be_written()
    {
        string file = Path.Combine(Clone.Root, ".dojo");

        var (code, output, error) = await Tool.RunAsync(Clone, "kernel install",
            [.. new[] { "HOME", "XDG_DATA_HOME", "JUPYTER_DATA_DIR", "APPDATA", "LOCALAPPDATA" }
                .Select(name => (name, (string?)Path.Combine(file, "data")))]);

        Assert.Equal((ExitCode.ToolFailure, ""), (code, output));
        Assert.StartsWith($"The kernel is not installed: {file}", error, StringComparison.Ordinal);
        Assert.EndsWith("run: dojo kernel install", error.TrimEnd(), StringComparison.Ordinal);
    }

    private static void AssertNotSaved(DojoException error) =>
        Assert.StartsWith("Your progress is not saved: ", error.Message, StringComparison.Ordinal);
}
