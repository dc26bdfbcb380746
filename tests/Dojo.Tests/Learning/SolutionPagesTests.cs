namespace HonestAsync.Dojo.Tests;

public sealed class SolutionPagesTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();

    [Fact]
    public void The_overview_lists_the_sections_and_how_to_see_them()
    {
        CompleteKata.In(_clone);
        var progress = new LearnerProgress(_clone.Project, TimeProvider.System);
        progress.NoteSolved("lost-thing");

        new SolutionCommand(_clone.Project, _screen.Console, progress)
            .Run(name: null, section: null, anyway: false);

        Assert.Equal("""
            01-lost-thing The lost thing
            The idea: Keep the thing.

            1 diff       yours and the reference are the same
            2 why        what was wrong, why this is right, when not to do it
            3 others     3 other right fixes: primitive 1; primitive 2; primitive 3
            4 wrong      5 tempting wrong ones, each stopped by a test: 1; 2; 3; …
            5 analyzers  no rule would have warned

            One of them: dojo solution 01 why. All, one after the other: dojo solution 01 all

            """.ReplaceLineEndings("\n"), _screen.ToString());
    }

    [Fact]
    public void A_difference_shows_a_few_lines_around_each_place_and_counts_the_others()
    {
        var kata = CompleteKata.In(_clone);
        string many = string.Concat(Enumerable.Range(0, 20).Select(i => $"// {i}\n"));
        File.WriteAllText(kata.Solution("LostThing.cs"), $"{many}new\n{many}");
        File.WriteAllText(kata.MyFile, $"{many}old\n{many}");

        var difference = FileDifference.Of(kata);

        Assert.Equal((1, 1), (difference.Removed, difference.Added));
        Assert.Equal(["… 17 lines are the same", "// 17", "// 18", "// 19", "old", "new", "// 0"],
            difference.Lines.Take(7).Select(line => line.Text));
        Assert.Equal("   -+   ", string.Concat(difference.Lines.Skip(1).Take(8).Select(line => line.Mark)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Every_line_of_every_section_of_every_kata_fits_the_screen(int width)
    {
        _screen.Console.Profile.Width = width;
        var pages = new SolutionPages(_screen.Console);
        foreach (var kata in Kata.All(ProjectFolder.Find(AppContext.BaseDirectory)))
        {
            pages.Overview(kata);
            Assert.All(SolutionSection.All, section => pages.Section(kata, section));
        }

        Assert.All(_screen.ToString().Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Markdown_is_filled_up_to_the_screen_and_a_bold_beginning_stays_bold() =>
        Assert.Equal(["[bold]What was wrong.[/] All", "of [[it]].", "", "And this."],
            WrappedMarkdown.Lines("# Why\n\n**What was wrong.** All\nof [it].\n\nAnd\nthis.\n", 19));

    public void Dispose() => _clone.Dispose();
}
