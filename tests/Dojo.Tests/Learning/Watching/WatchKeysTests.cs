namespace HonestAsync.Dojo.Tests;

public sealed class WatchKeysTests : WatchTests
{
    private const string Sections = "1 diff  2 why  3 others  4 wrong  5 analyzers  Esc back";

    [Fact]
    public async Task Solved_is_remembered_and_s_shows_the_solution_then()
    {
        Watch.Press('s');
        await Watch.SaysAsync("It is not solved yet");

        await Watch.JudgeAsync(Kata, "right", Green, "✓ Solved. All 2 tests pass",
            "The idea: Keep the thing.",
            "s shows yours next to the reference, why, 3 other right fixes and 5 tempting wrong ones.",
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
        await Watch.JudgeAsync(Kata, "right", Green, "solved │ s solution");
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
        await Watch.JudgeAsync(Kata, "right", Green, "solved │ s solution");
        Watch.Press('s');
        await Watch.SaysAsync(Sections);

        await Watch.JudgeAsync(Kata, "broken again", Red, "Not solved", "1 of 2 pass │ h hint");
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
    public async Task Hints_after_n_are_those_of_the_nextKata_from_its_first_on()
    {
        CompleteKata.Second(Clone);
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
        await Watch.SaysAsync("y/n  Yours stays as .mine. Restore LostThing.cs?");
        Watch.Press('x');
        await Watch.SaysAsync("running…");
        Assert.Equal("mine // TODO", await File.ReadAllTextAsync(Kata.MyFile));

        Watch.Press('r');
        Watch.Press('y');
        await Watch.SaysAsync("yours is LostThing.cs.mine");

        Assert.Equal(await File.ReadAllTextAsync(Kata.Original("LostThing.cs")), await File.ReadAllTextAsync(Kata.MyFile));
        Assert.Equal("mine // TODO", await File.ReadAllTextAsync($"{Kata.MyFile}.mine"));
    }

    [Fact]
    public async Task N_goes_to_the_next_unsolved_and_what_the_old_one_came_to_is_never_shown()
    {
        var second = CompleteKata.Second(Clone);
        Watch.See(Kata, "one");
        var old = await Watch.RunAsync();

        Watch.Press('n');
        await Watch.SaysAsync("02-second-thing");
        old.End(Green);
        await Watch.JudgeAsync(second, "two", Red, "02-second-thing: 1 of 2 pass");

        await old.CancelledAsync();
        Assert.DoesNotContain("Solved", Watch.Screen.ToString(), StringComparison.Ordinal);
        Progress.NoteSolved("lost-thing");
        Watch.Press('n');
        await Watch.SaysAsync("All others are solved.");
    }

    [Fact]
    public async Task The_list_picks_anotherKata_by_its_name()
    {
        CompleteKata.Second(Clone);
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
        Watch.See(Kata, "one");
        Watch.Press('l');
        await Watch.SaysAsync("Search: ▏");

        (await Watch.RunAsync()).End(Red);

        await Watch.SaysAsync("Not solved", "Search: ▏");
    }

    [Fact]
    public async Task Every_key_is_explained()
    {
        Watch.Press('?');

        string said = await Watch.SaysAsync("q  quit");

        Assert.All("hnlrsq", key => Assert.Contains($"\n{key}  ", said, StringComparison.Ordinal));
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
}
