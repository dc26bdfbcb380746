namespace HonestAsync.Helpers.Tests.Detect;

public class MachineReportTests
{
    [Fact]
    public void A_clock_has_a_step()
    {
        Assert.True(MachineReport.Now().ClockStepNanoseconds > 0);
        Assert.Contains("steps of 41 ns", (MachineReport.Now() with { ClockStepNanoseconds = 41.3 }).ToString(), StringComparison.Ordinal);
    }
}
