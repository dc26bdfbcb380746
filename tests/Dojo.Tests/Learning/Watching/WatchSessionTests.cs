namespace HonestAsync.Dojo.Tests;

public sealed class WatchSessionTests : WatchTests
{
    [Fact]
    public async Task A_save_is_run_and_the_verdict_says_what_was_observed_and_where_to_edit()
    {
        await Watch.SaysAsync("01-lost-thing The lost thing", "running…");

        await Watch.JudgeAsync(Kata, "one\ntwo // TODO", Red,
            "✓ It is there", "✗ It answers\n", "It answers\n    41 came.\n    Broken: it knows the answer.",
            $"✗ Not solved: 1 of 2 tests pass (0.0 s). Start at the TODO: {Kata.MyFile}:2",
            "01-lost-thing: 1 of 2 pass │ h hint");
    }

    [Fact]
    public async Task A_save_in_the_middle_of_a_run_cancels_it_and_its_late_verdict_is_never_shown()
    {
        Watch.See(Kata, "old");
        var old = await Watch.RunAsync();
        Watch.See(Kata, "new");
        var young = await Watch.RunAsync();

        Assert.True(old.Cancellation.IsCancellationRequested);
        Assert.Equal(("old", "new"), (old.Text, young.Text));
        old.End(Green);
        young.End(Red);
        await Watch.SaysAsync("Not solved");

        Assert.DoesNotContain("✓ Solved", Watch.Screen.ToString(), StringComparison.Ordinal);
        Assert.Null(Progress.Of("lost-thing").Solved);
    }

    [Fact]
    public async Task A_text_is_run_immediately_and_its_verdict_waits_until_it_is_settled()
    {
        Watch.Sight(Kata, "one");
        (await Watch.RunAsync()).End(Green);
        Watch.Press('?');
        await Watch.SaysAsync("q  quit");
        Assert.DoesNotContain("✓ Solved", Watch.Screen.ToString(), StringComparison.Ordinal);

        Watch.See(Kata, "one");
        await Watch.SaysAsync("✓ Solved");
        Watch.See(Kata, "two");

        // the settled text was not run once more
        var next = await Watch.RunAsync();
        Assert.Equal("two", next.Text);
        next.End(Red);
    }

    [Fact]
    public async Task A_text_that_was_still_being_written_is_never_judged()
    {
        Watch.Sight(Kata, "half");
        var half = await Watch.RunAsync();
        Watch.See(Kata, "whole");
        var whole = await Watch.RunAsync();

        half.End(Green);
        whole.End(Red);
        await Watch.SaysAsync("Not solved");

        Assert.True(half.Cancellation.IsCancellationRequested);
        Assert.DoesNotContain("✓ Solved", Watch.Screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_compile_keeps_the_last_verdict()
    {
        await Watch.JudgeAsync(Kata, "red", Red, "1 of 2 pass │");
        var error = new CompileProblem(IsError: true, "CS1002", "; expected", "LostThing.cs", 7, 3) { Source = "  x y", Length = 2 };

        await Watch.JudgeAsync(Kata, "broken", new KataRun(RunEnding.NotCompiled, []) { Problems = [error] },
            $"✗ {Kata.MyFile}:7:3: ; expected (CS1002)\n      x y\n      ^~\n", "The last verdict before: 1 of 2 pass.", "does not compile │");
    }

    [Fact]
    public async Task A_lost_process_is_explained()
    {
        var exit = Red with { Ending = RunEnding.Exited, Running = "It_answers", Explanation = "It ended the whole process." };

        await Watch.JudgeAsync(Kata, "exit", exit, "It ended the whole process.", "Not solved");
    }

    [Fact]
    public async Task A_line_is_named_only_where_an_exception_came_through_or_as_the_TODO_that_it_is()
    {
        var thrown = new KataRun(RunEnding.Reported,
            [new TestOutcome("It_answers", TestState.Failed) { Message = "odd", Exception = "E", Line = 7 }]);

        await Watch.JudgeAsync(Kata, "a\n// TODO", thrown,
            $"tests pass (0.0 s). An exception came through {Kata.MyFile}:7\n");
        await Watch.JudgeAsync(Kata, "no mark", Red, $"tests pass (0.0 s). Edit {Kata.MyFile}\n");
    }

    [Fact]
    public async Task A_run_that_was_stopped_shows_what_the_first_red_test_says()
    {
        var stopped = new KataRun(RunEnding.Stopped,
            [.. Red.Tests, new TestOutcome("It_lasts", TestState.NotRun),
                new TestOutcome("It_ends", TestState.NotRun)])
        {
            Running = "It_lasts",
            Explanation = "It was stopped.",
            Testing = TimeSpan.FromSeconds(6.2),
        };

        await Watch.JudgeAsync(Kata, "slow", stopped, "It answers\n    41 came.", "It was stopped.",
            "· It lasts (not run to its end: the run was stopped after 6 s)\n",
            "· It ends (not run: the run was stopped after 6 s)\n");
    }

    [Fact]
    public async Task A_missing_file_is_reported_and_the_watch_continues()
    {
        Watch.See(Kata, null);
        await Watch.SaysAsync("! ", "is missing. The watch continues as soon as it is back", "waiting for the file │");

        await Watch.JudgeAsync(Kata, "back", Green, "Solved");
    }

    [Fact]
    public async Task Changed_tests_are_reported_with_the_verdict_of_the_original_ones()
    {
        await File.WriteAllTextAsync(Kata.Mine("LostThingTests.cs"), "// none");

        await Watch.JudgeAsync(Kata, "one", Red, "LostThingTests.cs is not as it was given; this verdict uses the original.", "Not solved");
    }

    [Fact]
    public async Task A_tool_that_fails_says_so_and_tries_again_at_the_next_save()
    {
        Watch.See(Kata, "one");
        (await Watch.RunAsync()).Fail(new DojoException("No process could be started.", "Run: dojo doctor"));
        await Watch.SaysAsync("! No process could be started. Run: dojo doctor Save again to try again.");
        Watch.Press('q');

        Assert.Equal(ExitCode.ToolFailure, await Watch.EndAsync());
    }

    [Theory]
    [InlineData(true, ExitCode.Ok)]
    [InlineData(false, ExitCode.Unsolved)]
    public async Task The_exit_code_is_that_of_the_last_verdict(bool solved, int code)
    {
        await Watch.JudgeAsync(Kata, "one", solved ? Green : Red, "pass");

        Watch.Press('q');

        Assert.Equal(code, await Watch.EndAsync());
    }

    [Fact]
    public async Task Without_keys_there_is_no_line_of_keys_and_the_end_of_input_waits_for_the_verdict()
    {
        await using var plain = new ScriptedWatch(Clone, Progress, hasKeys: false);
        plain.EndKeys();
        plain.See(Kata, "one");
        var run = await plain.RunAsync();
        run.End(Green);

        Assert.Equal(ExitCode.Ok, await plain.EndAsync());
        string said = plain.Screen.ToString();
        Assert.Contains("dojo solution 01 shows yours next to the reference", said, StringComparison.Ordinal);
        Assert.DoesNotContain("│", said, StringComparison.Ordinal);
        Assert.DoesNotContain(said, each => char.IsControl(each) && each != '\n');
    }
}
