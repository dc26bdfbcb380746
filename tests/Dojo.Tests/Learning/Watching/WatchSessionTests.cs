namespace HonestAsync.Dojo.Tests;

public sealed class WatchSessionTests : IAsyncDisposable
{
    private const string Sections = "1 diff  2 why  3 others  4 wrong  5 analyzers  Esc back";
    private static readonly KataRun s_green = Run(TestState.Passed);
    private static readonly KataRun s_red = Run(TestState.Failed);
    private readonly FakeClone _clone = new();
    private readonly Kata _kata;
    private readonly Lazy<ScriptedWatch> _lazy;

    public WatchSessionTests()
    {
        _kata = CompleteKata.In(_clone);
        File.WriteAllText(_kata.MyFile, "mine // TODO");
        _lazy = new(() => new ScriptedWatch(_clone, Progress));
    }

    private LearnerProgress Progress => new(_clone.Project, TimeProvider.System);

    private ScriptedWatch Watch => _lazy.Value;

    [Fact]
    public async Task A_save_is_run_and_the_verdict_says_what_was_observed_and_where_to_edit()
    {
        await Watch.SaysAsync("01-lost-thing The lost thing", "running…");

        await Watch.JudgeAsync(_kata, "one\ntwo // TODO", s_red,
            "✓ It is there", "✗ It answers\n", "It answers\n    41 came.\n    Broken: it knows the answer.",
            $"✗ Not solved: 1 of 2 tests pass (0.0 s). Start at the TODO: {_kata.MyFile}:2",
            "01-lost-thing: 1 of 2 pass │ h hint");
    }

    [Fact]
    public async Task A_save_in_the_middle_of_a_run_cancels_it_and_its_late_verdict_is_never_shown()
    {
        Watch.See(_kata, "old");
        var old = await Watch.RunAsync();
        Watch.See(_kata, "new");
        var young = await Watch.RunAsync();

        Assert.True(old.Cancellation.IsCancellationRequested);
        Assert.Equal(("old", "new"), (old.Text, young.Text));
        old.End(s_green);
        young.End(s_red);
        await Watch.SaysAsync("Not solved");

        Assert.DoesNotContain("✓ Solved", Watch.Screen.ToString(), StringComparison.Ordinal);
        Assert.Null(Progress.Of("lost-thing").Solved);
    }

    [Fact]
    public async Task What_does_not_compile_keeps_the_last_verdict()
    {
        await Watch.JudgeAsync(_kata, "red", s_red, "1 of 2 pass │");
        var error = new CompileProblem(IsError: true, "CS1002", "; expected", "LostThing.cs", 7, 3) { Source = "  x y", Length = 2 };

        await Watch.JudgeAsync(_kata, "broken", new KataRun(RunEnding.NotCompiled, []) { Problems = [error] },
            $"✗ {_kata.MyFile}:7:3: ; expected (CS1002)\n      x y\n      ^~\n", "The last verdict before: 1 of 2 pass.", "does not compile │");
    }

    [Fact]
    public async Task A_lost_process_is_explained()
    {
        var exit = s_red with { Ending = RunEnding.Exited, Running = "It_answers", Explanation = "It ended the whole process." };

        await Watch.JudgeAsync(_kata, "exit", exit, "It ended the whole process.", "Not solved");
    }

    [Fact]
    public async Task Solved_is_remembered_and_s_shows_the_solution_then()
    {
        Watch.Press('s');
        await Watch.SaysAsync("It is not solved yet");

        await Watch.JudgeAsync(_kata, "right", s_green, "✓ Solved. All 2 tests pass",
            "The idea: Keep the thing.",
            "s shows yours beside the reference, why, 3 other right fixes and 5 tempting wrong ones.",
            "solved │ s solution");
        Assert.NotNull(Progress.Of("lost-thing").Solved);

        Watch.Press('s');
        string overview = await Watch.SaysAsync("3 others     3 other right fixes: primitive 1",
            "4 wrong      5 tempting", Sections);
        Assert.DoesNotContain("word word", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_shows_a_section_of_the_solution_and_any_other_key_does_what_it_always_does()
    {
        await Watch.JudgeAsync(_kata, "right", s_green, "solved │ s solution");
        Watch.Press('s');
        await Watch.SaysAsync(Sections);

        Watch.Press('2');
        Assert.DoesNotContain("Stopped by", await Watch.SaysAsync("Why (2 of 5)", "word word", Sections),
            StringComparison.Ordinal);
        Watch.Press('4');
        await Watch.SaysAsync("(4 of 5)", "Stopped by: It answers", Sections);
        Watch.Press(ConsoleKey.Escape);
        await Watch.SaysAsync("solved │ s solution");
        Watch.Press('s');
        await Watch.SaysAsync(Sections);
        Watch.Press('?');
        await Watch.SaysAsync("q  quit", "solved │ s solution");
        Watch.Press('2');
        Watch.Press('?');
        Assert.DoesNotContain("word word", await Watch.SaysAsync("q  quit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_closes_the_solution()
    {
        await Watch.JudgeAsync(_kata, "right", s_green, "solved │ s solution");
        Watch.Press('s');
        await Watch.SaysAsync(Sections);

        await Watch.JudgeAsync(_kata, "broken again", s_red, "Not solved", "1 of 2 pass │ h hint");
    }

    [Fact]
    public async Task A_line_is_named_only_where_an_exception_came_through_or_as_the_TODO_that_it_is()
    {
        var thrown = new KataRun(RunEnding.Reported,
            [new TestOutcome("It_answers", TestState.Failed) { Message = "odd", Exception = "E", Line = 7 }]);

        await Watch.JudgeAsync(_kata, "a\n// TODO", thrown,
            $"tests pass (0.0 s). An exception came through {_kata.MyFile}:7\n");
        await Watch.JudgeAsync(_kata, "no mark", s_red, $"tests pass (0.0 s). Edit {_kata.MyFile}\n");
    }

    [Fact]
    public async Task A_run_that_was_stopped_shows_what_the_first_red_test_says()
    {
        var stopped = new KataRun(RunEnding.Stopped,
            [.. s_red.Tests, new TestOutcome("It_lasts", TestState.NotRun),
                new TestOutcome("It_ends", TestState.NotRun)])
        {
            Running = "It_lasts",
            Explanation = "It was stopped.",
            Testing = TimeSpan.FromSeconds(6.2),
        };

        await Watch.JudgeAsync(_kata, "slow", stopped, "It answers\n    41 came.", "It was stopped.",
            "· It lasts (not run to its end: the run was stopped after 6 s)\n",
            "· It ends (not run: the run was stopped after 6 s)\n");
    }

    [Fact]
    public async Task Hints_come_one_by_one_and_count_where_dojo_hint_counts()
    {
        Watch.Press('h');
        await Watch.SaysAsync("Hint 1 of 3 for 01-lost-thing", "The next one: h");
        Watch.Press('h');
        string second = await Watch.SaysAsync("Hint 2 of 3 for 01-lost-thing", "The next one: h");
        Assert.DoesNotContain("Hint 1", second, StringComparison.Ordinal);

        Assert.Equal(2, Progress.Of("lost-thing").Hints);
    }

    [Fact]
    public async Task Hints_after_n_are_those_of_the_next_kata_from_its_first_on()
    {
        CompleteKata.Second(_clone);
        Progress.NoteHints("second-thing", 1);
        Watch.Press('h');
        await Watch.SaysAsync("Hint 1 of 3 for 01-lost-thing", "The next one: h");

        Watch.Press('n');
        Watch.Press('h');

        string said = await Watch.SaysAsync("02-second-thing The lost thing", "The next one: h");
        Assert.Contains("Hint 1 of 3 for 02-second-thing", said, StringComparison.Ordinal);
        Assert.Contains("Hint 2 of 3 for 02-second-thing", said, StringComparison.Ordinal);
        Assert.DoesNotContain("for 01-lost-thing", said, StringComparison.Ordinal);
        Assert.Equal((1, 2), (Progress.Of("lost-thing").Hints, Progress.Of("second-thing").Hints));
    }

    [Fact]
    public async Task Reset_asks_and_any_key_but_y_changes_nothing()
    {
        Watch.Press('r');
        await Watch.SaysAsync("y/n  Yours stays as .mine. Give back LostThing.cs?");
        Watch.Press('x');
        await Watch.SaysAsync("running…");
        Assert.Equal("mine // TODO", await File.ReadAllTextAsync(_kata.MyFile));

        Watch.Press('r');
        Watch.Press('y');
        await Watch.SaysAsync("yours is LostThing.cs.mine");

        Assert.Equal(await File.ReadAllTextAsync(_kata.Original("LostThing.cs")), await File.ReadAllTextAsync(_kata.MyFile));
        Assert.Equal("mine // TODO", await File.ReadAllTextAsync($"{_kata.MyFile}.mine"));
    }

    [Fact]
    public async Task N_goes_to_the_next_unsolved_and_what_the_old_one_came_to_is_never_shown()
    {
        var second = CompleteKata.Second(_clone);
        Watch.See(_kata, "one");
        var old = await Watch.RunAsync();

        Watch.Press('n');
        await Watch.SaysAsync("02-second-thing");
        old.End(s_green);
        await Watch.JudgeAsync(second, "two", s_red, "02-second-thing: 1 of 2 pass");

        await old.CancelledAsync();
        Assert.DoesNotContain("Solved", Watch.Screen.ToString(), StringComparison.Ordinal);
        Progress.NoteSolved("lost-thing");
        Watch.Press('n');
        await Watch.SaysAsync("All others are solved.");
    }

    [Fact]
    public async Task The_list_picks_another_kata_by_its_name()
    {
        CompleteKata.Second(_clone);
        Watch.Press('l');
        await Watch.SaysAsync("Search: ▏");
        foreach (char letter in "second")
        {
            Watch.Press(letter);
        }
        await Watch.SaysAsync("Search: second▏");

        Watch.Press(ConsoleKey.Enter);

        await Watch.SaysAsync("02-second-thing: running…");
    }

    [Fact]
    public async Task A_verdict_that_comes_while_the_list_is_open_leaves_it_open()
    {
        Watch.See(_kata, "one");
        Watch.Press('l');
        await Watch.SaysAsync("Search: ▏");

        (await Watch.RunAsync()).End(s_red);

        await Watch.SaysAsync("Not solved", "Search: ▏");
    }

    [Fact]
    public async Task A_file_that_is_gone_is_said_and_the_watch_goes_on()
    {
        Watch.See(_kata, null);
        await Watch.SaysAsync("! ", "is not there. As soon as it is back, this goes on", "waiting for the file │");

        await Watch.JudgeAsync(_kata, "back", s_green, "Solved");
    }

    [Fact]
    public async Task Changed_tests_are_said_with_the_verdict_of_the_original_ones()
    {
        await File.WriteAllTextAsync(_kata.Mine("LostThingTests.cs"), "// none");

        await Watch.JudgeAsync(_kata, "one", s_red, "LostThingTests.cs is not as it was given; this verdict uses the original.", "Not solved");
    }

    [Fact]
    public async Task A_tool_that_fails_says_so_and_tries_again_at_the_next_save()
    {
        Watch.See(_kata, "one");
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
        await Watch.JudgeAsync(_kata, "one", solved ? s_green : s_red, "pass");

        Watch.Press('q');

        Assert.Equal(code, await Watch.EndAsync());
    }

    [Fact]
    public async Task Every_key_is_explained()
    {
        Watch.Press('?');

        string said = await Watch.SaysAsync("q  quit");

        Assert.All("hnlrsq", key => Assert.Contains($"\n{key}  ", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_keys_there_is_no_line_of_keys_and_the_end_of_input_waits_for_the_verdict()
    {
        await using var plain = new ScriptedWatch(_clone, Progress, hasKeys: false);
        plain.EndKeys();
        plain.See(_kata, "one");
        var run = await plain.RunAsync();
        run.End(s_green);

        Assert.Equal(ExitCode.Ok, await plain.EndAsync());
        string said = plain.Screen.ToString();
        Assert.Contains("dojo solution 01 shows yours beside the reference", said, StringComparison.Ordinal);
        Assert.DoesNotContain("│", said, StringComparison.Ordinal);
        Assert.DoesNotContain(said, each => char.IsControl(each) && each != '\n');
    }

    [Theory]
    [InlineData(120, "32-lost-update: 5 of 8 pass │ h hint  n next  l list  r reset  ? help  q quit")]
    [InlineData(60, "32: 5 of 8 pass │ h hint  n next  l list  ? help  q quit")]
    [InlineData(50, "32: 5 of 8 pass │ h hint  n next  ? help  q quit")]
    [InlineData(20, "32: 5 of 8 pass │ ? help  q quit")]
    public void A_narrow_line_leaves_out_the_keys_that_are_needed_least(int width, string line)
    {
        var kata = Kata.Find(ProjectFolder.Find(AppContext.BaseDirectory), "32");

        Assert.Equal(line, WatchStatus.Line(kata, "5 of 8 pass", isSolved: false, width));
    }

    public async ValueTask DisposeAsync()
    {
        if (_lazy.IsValueCreated)
        {
            await Watch.DisposeAsync();
        }
        _clone.Dispose();
    }

    private static KataRun Run(TestState answer) => new(RunEnding.Reported,
    [
        new TestOutcome("It_is_there", TestState.Passed),
        new TestOutcome("It_answers", answer)
        {
            Message = answer == TestState.Failed ? "41 came.\nBroken: it knows the answer." : "",
            Exception = answer == TestState.Failed ? "Xunit.Sdk.TrueException" : null,
        },
    ]);
}
