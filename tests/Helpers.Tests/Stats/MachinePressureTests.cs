namespace HonestAsync.Helpers.Tests;

public class MachinePressureTests
{
    [Fact]
    public void The_line_of_the_kernel_is_read()
    {
        var pressure = MachinePressure.Parse("some avg10=17.48 avg60=28.46 avg300=26.88 total=5768293");

        Assert.Equal(new MachinePressure(0.1748, TimeSpan.FromMicroseconds(5_768_293), null), pressure);
        Assert.Equal("a task waited for a CPU in 17 % of the last 10 s", pressure.ToString());
    }

    [Fact]
    public void Two_readings_give_the_share_of_the_time_between_them()
    {
        var (before, after) = (Reading(total: 1_000_000), Reading(total: 1_500_000));

        Assert.Equal(0.25, after.ShareSince(before, TimeSpan.FromSeconds(2)));
        Assert.Equal("a task waited for a CPU in 25 % of the run", after.DuringRun(before, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_system_without_the_file_has_an_unknown_pressure()
    {
        string path = Path.Combine(Path.GetTempPath(), "no such folder", "cpu");
        var pressure = MachinePressure.From(path);

        Assert.Equal($"CPU pressure unknown: no readable {path}", pressure.ToString());
        Assert.Null(pressure.ShareSince(pressure, TimeSpan.FromSeconds(1)));
        Assert.Equal($"{pressure}", Reading(total: 5).DuringRun(pressure, TimeSpan.FromSeconds(1)));
        Assert.Equal($"{pressure}", pressure.DuringRun(Reading(total: 5), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void An_unknown_line_is_quoted() => Assert.Equal(
        "CPU pressure unknown: its first line is 'full of surprises'", MachinePressure.Parse("full of surprises").ToString());

    [Fact]
    public void On_this_machine_it_is_either_known_or_has_a_reason()
    {
        var pressure = MachinePressure.Now();

        Assert.Equal(pressure.Waited is null, pressure.UnknownBecause is not null);
        Assert.Equal(pressure.ShareOfLast10Seconds is null, pressure.UnknownBecause is not null);
    }

    private static MachinePressure Reading(int total) =>
        MachinePressure.Parse($"some avg10=0.00 avg60=0.00 avg300=0.00 total={total}");
}
