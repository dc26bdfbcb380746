namespace HonestAsync.Lab.Tests.Processes;

public class OutputTailTests
{
    [Fact]
    public void A_process_that_prints_nothing_is_reported_so() => Assert.Equal("It printed nothing.", new OutputTail().ToString());

    [Fact]
    public void The_first_lines_and_the_last_are_kept()
    {
        var tail = new OutputTail();
        for (int i = 1; i <= 100; i++)
        {
            tail.Add($"line {i}");
        }

        string[] lines = tail.ToString().Split("\n  ");

        Assert.Equal(["It printed:", "line 1", "line 2", "line 3", "... 88 lines ...", "line 92"], lines[..6]);
        Assert.Equal("line 100", lines[^1]);
    }

    [Fact]
    public void A_long_line_is_cut()
    {
        var tail = new OutputTail();

        tail.Add(new string('x', 10_000));

        Assert.InRange(tail.ToString().Length, 300, 330);
    }

    [Fact]
    public void The_tail_of_a_run_holds_its_output_and_then_its_errors()
    {
        var run = new ProcessRun(ProcessRunEnd.Exited, 1, "one\ntwo\n", "no disk\n");

        Assert.Equal("It printed:\n  one\n  two\n  no disk", OutputTail.Of(run).ToString());
    }
}
