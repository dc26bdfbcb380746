using HonestAsync.KataHost;

namespace HonestAsync.Dojo.Tests;

public class UndecidedTests
{
    [Fact]
    public void A_test_that_the_machine_was_too_busy_for_is_neither_passed_nor_red()
    {
        var record = new RunRecord("Wallet.cs");
        record.Take(new HostEvent(HostEventKind.Found) { Tests = ["It_answers", "It_lasts"] });
        record.Take(new HostEvent(HostEventKind.Passed) { Test = "It_answers" });
        record.Take(new HostEvent(HostEventKind.Failed)
        {
            Test = "It_lasts", Exception = typeof(MachineTooBusyException).FullName, Message = "The machine is too busy to judge this test",
        });
        var run = new KataRun(RunEnding.Reported, record.Tests());

        Assert.False(record.HasRed);
        Assert.Equal((false, true, 1), (run.IsGreen, run.IsUndecided, run.Passed.Count()));
        Assert.Empty(run.Red);
        Assert.Equal("no verdict: the machine is too busy", NotRunText.Of(run, run.Tests[1]));
    }

    [Fact]
    public void A_run_that_the_machine_was_too_busy_for_is_undecided() =>
        Assert.True(new KataRun(RunEnding.MachineTooBusy, [new TestOutcome("It_answers", TestState.NotRun)]).IsUndecided);

    [Fact]
    public void A_red_test_decides_whatever_the_others_could_not_say()
    {
        var run = new KataRun(RunEnding.Reported,
            [new TestOutcome("It_answers", TestState.Failed), new TestOutcome("It_lasts", TestState.MachineTooBusy)]);

        Assert.False(run.IsUndecided);
    }
}
