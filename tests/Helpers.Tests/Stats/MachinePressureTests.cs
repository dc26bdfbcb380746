namespace HonestAsync.Helpers.Tests;

public class MachinePressureTests
{
    [Fact]
    public void The_kernels_line_is_read()
    {
        var pressure = MachinePressure.Parse("some avg10=17.48 avg60=28.46 avg300=26.88 total=5768293");

        Assert.Equal((0.1748, TimeSpan.FromMicroseconds(5_768_293), null), (pressure.ShareOfLast10Seconds!.Value, pressure.Waited, pressure.UnknownBecause));
        Assert.Equal("17 % of the last 10 s somebody waited for a CPU", pressure.ToString());
    }

    [Fact]
    public void Two_readings_tell_the_share_of_the_time_between_them()
    {
        var before = MachinePressure.Parse("some avg10=0.00 avg60=0.00 avg300=0.00 total=1000000");
        var after = MachinePressure.Parse("some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000");

        Assert.Equal(0.25, after.ShareSince(before, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Where_there_is_no_such_file_it_says_so()
    {
        var pressure = MachinePressure.From(Path.Combine(Path.GetTempPath(), "no such folder", "cpu"));

        Assert.StartsWith("unknown: this system has no readable", pressure.ToString(), StringComparison.Ordinal);
        Assert.Null(pressure.ShareSince(pressure, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void An_unknown_line_is_quoted() =>
        Assert.Equal("unknown: its first line reads 'full of surprises'", MachinePressure.Parse("full of surprises").ToString());

    [Fact]
    public void Here_and_now_it_is_either_known_or_says_why_not()
    {
        var pressure = MachinePressure.Now();

        Assert.Equal(pressure.Waited is null, pressure.UnknownBecause is not null);
        Assert.Equal(pressure.ShareOfLast10Seconds is null, pressure.UnknownBecause is not null);
    }
}
