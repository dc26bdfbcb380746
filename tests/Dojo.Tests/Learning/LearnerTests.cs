using System.Text.Json.Nodes;

namespace HonestAsync.Dojo.Tests;

public sealed class LearnerTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();
    private readonly VirtualDay _day = new(new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));

    private LearnerProgress Progress => new(_clone.Project, _day);

    [Fact]
    public void Hints_come_one_by_one_and_are_counted()
    {
        CompleteKata.In(_clone);

        Assert.Equal(0, Hint());
        Assert.Contains("Hint 1 of 3 for 01-lost-thing: Where to look\nLook at what it answers.\n",
            _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Hint 2", _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Hint());
        Assert.Contains("Hint 2 of 3 for 01-lost-thing: What happens\nThe answer is never written.\n",
            _screen.ToString(), StringComparison.Ordinal);
        Hint();
        Hint();
        Assert.Contains("That was the last one. "
            + "The mechanism will be shown in notebook 01, First: planned, not written yet.",
            _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, Progress.Of("lost-thing").Hints);
    }

    [Fact]
    public void A_solution_stays_closed_until_the_kata_is_solved()
    {
        CompleteKata.In(_clone);

        Assert.Equal(ExitCode.Unsolved, Solution(anyway: false));
        Assert.Contains("not solved yet, so its solution stays closed", _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unsolved, Solution(anyway: false, "all"));
        Assert.DoesNotContain("word word", _screen.ToString(), StringComparison.Ordinal);
        Progress.NoteSolved("lost-thing");

        Assert.Equal(ExitCode.Ok, Solution(anyway: false, "all"));
        Assert.False(Progress.Of("lost-thing").SolutionSeen);
        string text = _screen.ToString();
        Assert.Contains("They are the same.", text, StringComparison.Ordinal);
        Assert.Contains("01-lost-thing: Why (2 of 5)\n\nword word", text, StringComparison.Ordinal);
        Assert.Contains("✓ primitive 2 (alternative-2.cs)", text, StringComparison.Ordinal);
        Assert.Contains("Stopped by: It answers\n✗ 1: nearly\n✗ 2: nearly\n", text, StringComparison.Ordinal);
        Assert.Contains("None: no rule that we know of sees this.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_seen_before_is_noted_and_shows_both()
    {
        var kata = CompleteKata.In(_clone);
        File.WriteAllText(kata.MyFile, TinyKata.Subject(answer: "return Task.FromResult(41);"));

        Assert.Equal(ExitCode.Ok, Solution(anyway: true, "diff"));

        Assert.True(Progress.Of("lost-thing").SolutionSeen);
        Assert.Contains("-         return Task.FromResult(41);\n+         return Task.FromResult(42);\n", _screen.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_asks_and_keeps_what_was_written()
    {
        var kata = CompleteKata.In(_clone);
        File.WriteAllText(kata.MyFile, "// my first");

        Assert.Equal(ExitCode.Unsolved, Reset(yes: false));
        Assert.Equal("// my first", File.ReadAllText(kata.MyFile));
        Assert.Contains("Nothing was changed: without a terminal, reset needs --yes.", _screen.ToString(), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, Reset(yes: true));
        Assert.Equal(File.ReadAllText(kata.Original("LostThing.cs")), File.ReadAllText(kata.MyFile));
        Assert.Equal("// my first", File.ReadAllText(kata.MyFile + ".mine"));
        File.WriteAllText(kata.MyFile, "// my second");
        File.Delete(kata.Mine("Given.cs"));

        Assert.Equal(ExitCode.Ok, Reset(yes: true));
        Assert.Equal("// my first", File.ReadAllText(kata.MyFile + ".mine"));
        Assert.Equal("// my second", File.ReadAllText(kata.MyFile + ".2.mine"));
        Assert.True(File.Exists(kata.Mine("Given.cs")));
        Assert.Equal(ExitCode.Ok, Reset(yes: true));
        Assert.Contains("Nothing to restore", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_plain_text_and_survives_what_it_cannot_read()
    {
        CompleteKata.In(_clone);
        Progress.NoteHints("lost-thing", 2);
        File.AppendAllText(Progress.File, "what is this?\n");
        Progress.NoteSolved("lost-thing");
        _day.Today = _day.Today.AddDays(1);
        Progress.NoteSolved("lost-thing");

        Assert.Equal(new KataProgress("lost-thing", new DateOnly(2026, 2, 3), 2), Progress.Of("lost-thing"));
        Assert.Equal(["what is this?", "lost-thing 2026-02-03 2 no"], File.ReadAllLines(Progress.File).Skip(1));
    }

    [Fact]
    public void Progress_as_json_has_a_version()
    {
        CompleteKata.In(_clone);
        Progress.NoteSolved("lost-thing");

        Assert.Equal(ExitCode.Ok, new ProgressCommand(_clone.Project, _screen.Console, Progress).Run(json: true));

        var json = JsonNode.Parse(_screen.ToString())!;
        Assert.Equal(1, (int)json["version"]!);
        var kata = json["katas"]!.AsArray().Single()!;
        Assert.Equal(("lost-thing", "solved", "2026-02-03", 0), ((string)kata["slug"]!, (string)kata["state"]!, (string)kata["solvedOn"]!, (int)kata["hintsShown"]!));
    }

    [Fact]
    public void Progress_for_people_is_one_line_per_kata()
    {
        CompleteKata.In(_clone);
        Progress.NoteHints("lost-thing", 1);

        Assert.Equal(ExitCode.Ok, new ProgressCommand(_clone.Project, _screen.Console, Progress).Run(json: false));

        Assert.Contains("· 01-lost-thing: in progress, 1 hint\n", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("0 of 1 solved.", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_is_green_is_remembered()
    {
        _clone.WithKata(TinyKata.Subject());

        await new CheckCommand(_clone.Project, _screen.Console, Progress).OneAsync("1", TestContext.Current.CancellationToken);

        Assert.Equal(new DateOnly(2026, 2, 3), Progress.Of("lost-thing").Solved);
    }

    public void Dispose() => _clone.Dispose();

    private int Hint() => new HintCommand(_clone.Project, _screen.Console, Progress).Run("1");

    private int Solution(bool anyway, string? section = null) =>
        new SolutionCommand(_clone.Project, _screen.Console, Progress).Run("1", section, anyway);

    private int Reset(bool yes) => new ResetCommand(_clone.Project, _screen.Console).Run("1", yes);

    private sealed class VirtualDay(DateTimeOffset today) : TimeProvider
    {
        public DateTimeOffset Today { get; set; } = today;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => Today;
    }
}
