namespace HonestAsync.Dojo.Tests;

public sealed class ListCommandTests
{
    [Theory]
    [InlineData(60, "  05 │ lazy-select         │ 05 planned │")]
    [InlineData(120, "  05 │ lazy-select         │ A query runs when read         │ 1 of 5     │ 20      │ 05 planned │")]
    public void A_narrow_screen_shows_a_kata_on_one_line_and_marks_planned_ones(int width, string row)
    {
        var screen = new Screen();
        screen.Console.Profile.Width = width;

        Assert.Equal(ExitCode.Ok,
            new ListCommand(ProjectFolder.Find(AppContext.BaseDirectory), screen.Console).Run(all: false));

        Assert.Contains(screen.ToString().Split('\n'), line => line.StartsWith(row, StringComparison.Ordinal));
    }
}
