namespace HonestAsync.Dojo.Tests;

/// <summary>Commands that name no kata.</summary>
public sealed class WhichKataTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Kata _first;
    private readonly Kata _second;

    public WhichKataTests()
    {
        _first = CompleteKata.In(_clone);
        _second = CompleteKata.Second(_clone);
        foreach (var kata in new[] { _first, _second })
        {
            File.Copy(kata.Original("LostThing.cs"), kata.MyFile, overwrite: true);
        }
    }

    private LearnerProgress Progress => new(_clone.Project, TimeProvider.System);

    private LearnerPath Path => new(_clone.Project, Progress);

    [Fact]
    public void A_learner_who_has_begun_no_kata_sees_what_to_type()
    {
        var error = Assert.Throws<DojoException>(() => Path.OnlyBegun("hint"));

        Assert.Equal("Which kata? You have not begun one yet.\n"
            + "Type its number or a part of its name, for example: dojo hint 01\nAll of them: dojo list",
            error.Message);
    }

    [Fact]
    public void The_only_one_that_is_begun_is_meant()
    {
        File.WriteAllText(_second.MyFile, "mine");
        var screen = new Screen();

        Assert.Equal(ExitCode.Ok, new HintCommand(_clone.Project, screen.Console, Progress).Run(name: null));

        Assert.StartsWith("02-second-thing The lost thing\n\nHint 1 of 3 for 02-second-thing",
            screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_none_is_guessed_for_a_hint_counts()
    {
        File.WriteAllText(_second.MyFile, "mine");
        Progress.NoteHints("lost-thing", 1);

        var error = Assert.Throws<DojoException>(() => Path.OnlyBegun("hint"));

        Assert.StartsWith("Which kata? You are working on 01-lost-thing and 02-second-thing.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_is_that_of_the_kata_that_was_just_solved()
    {
        File.WriteAllText(_second.MyFile, "mine");
        Progress.NoteSolved("lost-thing");
        Assert.Equal("01-lost-thing", Path.JustSolved("solution").Name);

        Progress.NoteHints("second-thing", 1);
        Assert.Equal("02-second-thing", Path.JustSolved("solution").Name);
    }

    public void Dispose() => _clone.Dispose();
}
