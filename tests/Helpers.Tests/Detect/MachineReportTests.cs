namespace HonestAsync.Helpers.Tests;

public class MachineReportTests
{
    [Fact]
    public void A_clock_has_a_step()
    {
        Assert.True(MachineReport.Now().ClockStepNanoseconds > 0);
        Assert.Contains("steps of 41 ns", (MachineReport.Now() with { ClockStepNanoseconds = 41.3 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_runtime_and_the_machine_but_no_path_no_date_and_nobody()
    {
        string text = MachineReport.Now().ToString();

        Assert.Contains(".NET 10", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[/\\]\w|\d{4}-\d{2}|\d:\d\d", text);
        Assert.DoesNotContain(Environment.MachineName, text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(5, text.Split('\n').Length);
    }

    [Fact]
    public void A_debug_harness_is_told_in_capitals_and_unknown_pressure_as_unknown()
    {
        var report = new MachineReport { IsOptimized = false, CpuPressure = null };

        Assert.Contains("DEBUG: build it with -c Release", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("pressure  unknown on this system", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pool_probe_reads_counters_that_only_grow()
    {
        var before = ThreadPoolProbe.Now();
        Task.Run(() => { }).Wait(Watchdog.Bound);

        Assert.InRange(ThreadPoolProbe.Now().Completed, before.Completed, long.MaxValue);
        Assert.Equal("3 threads, 2 queued, 1 completed", new ThreadPoolProbe(3, 2, 1).ToString());
    }
}
