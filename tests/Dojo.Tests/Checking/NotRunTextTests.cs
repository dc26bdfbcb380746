namespace HonestAsync.Dojo.Tests;

public sealed class NotRunTextTests
{
    private static readonly TestOutcome s_late = new("It_lasts", TestState.NotRun);

    [Theory]
    [InlineData(RunEnding.Crashed, "not run: the process was lost in 'It answers'")]
    [InlineData(RunEnding.Hung, "not run: the run was ended when it hung in 'It answers'")]
    [InlineData(RunEnding.Stopped, "not run: the run was stopped after 6 s")]
    [InlineData(RunEnding.NotRunnable, "not run: xunit could not run the tests")]
    public void The_end_of_the_run_is_the_reason(RunEnding ending, string reason) =>
        Assert.Equal(reason, NotRunText.Of(Run(ending), s_late));

    [Fact]
    public void An_earlier_hang_is_the_reason_whatever_came_after_it()
    {
        var late = s_late with { Message = "Not run: an earlier test hung, and more words" };

        Assert.Equal("not run: an earlier test hung", NotRunText.Of(Run(RunEnding.Reported), late));
    }

    [Fact]
    public void A_test_that_ran_out_of_time_is_not_red_and_one_whose_process_was_lost_is()
    {
        var stopped = Run(RunEnding.Stopped);
        var crashed = Run(RunEnding.Crashed);

        Assert.StartsWith("not run to its end", NotRunText.Of(stopped, stopped.Tests[0]),
            StringComparison.Ordinal);
        Assert.Null(NotRunText.Of(crashed, crashed.Tests[0]));
    }

    [Fact]
    public void A_test_that_ran_needs_no_reason() =>
        Assert.Null(NotRunText.Of(Run(RunEnding.Reported), s_late with { State = TestState.Hung }));

    private static KataRun Run(RunEnding ending) =>
        new(ending, [new TestOutcome("It_answers", TestState.NotRun), s_late])
    {
        Running = "It_answers",
        Testing = TimeSpan.FromSeconds(6.2),
    };
}
