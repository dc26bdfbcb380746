namespace HonestAsync.Lab.Tests.Processes;

public class OutputTailTests
{
    [Fact]
    public void Silence_is_said() => Assert.Equal("It said nothing.", new OutputTail().ToString());

    [Fact]
    public void The_first_lines_and_the_last_are_kept()
    {
        var words = new OutputTail();
        for (int i = 1; i <= 100; i++)
        {
            words.Add($"line {i}");
        }

        string[] lines = words.ToString().Split("\n  ");

        Assert.Equal(["It said:", "line 1", "line 2", "line 3", "... 88 lines ...", "line 92"], lines[..6]);
        Assert.Equal("line 100", lines[^1]);
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        var words = new OutputTail();

        words.Add(new string('x', 10_000));

        Assert.InRange(words.ToString().Length, 300, 330);
    }
}
