namespace HonestAsync.Helpers.Tests;

public class StallDetectorTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(8);
    private readonly VirtualTime _time = new();
    private readonly StallDetector _clock;
    private TimeSpan _cpu;

    public StallDetectorTests() => _clock = new StallDetector(s_bound, () => _cpu, _time);

    [Fact]
    public void Who_waits_has_stalled_at_the_bound() => Assert.Equal(8, FirstStall(_ => 0));

    [Fact]
    public void Who_turns_without_end_has_stalled_once_it_had_the_bound_as_CPU_time()
    {
        Assert.Equal(8, FirstStall(_ => 1));
        _clock.Restart();
        Assert.Equal(15, FirstStall(_ => 0.5));
    }

    [Fact]
    public void Who_stands_in_line_for_CPU_has_not_stalled_though_single_looks_see_none() =>
        Assert.Equal(80, FirstStall(second => second % 4 == 0 ? 0.05 : 0));

    [Fact]
    public void Who_falls_asleep_late_has_stalled_after_half_the_bound() =>
        Assert.Equal(11, FirstStall(second => second <= 7 ? 0.1 : 0));

    [Fact]
    public void Progress_begins_anew()
    {
        Assert.Equal(8, FirstStall(_ => 0));
        _clock.Restart();

        Assert.Equal(8, FirstStall(_ => 0));
    }

    /// <summary>Asks once a second.</summary>
    /// <returns>Seconds from the first question to the first yes.</returns>
    private int FirstStall(Func<int, double> cpuInSecond)
    {
        Assert.False(_clock.HasStalled());
        for (int second = 1; ; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _cpu += TimeSpan.FromSeconds(cpuInSecond(second));
            if (_clock.HasStalled())
            {
                return second;
            }
        }
    }
}
