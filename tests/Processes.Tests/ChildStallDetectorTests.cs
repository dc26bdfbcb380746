namespace HonestAsync.Processes.Tests;

public class ChildStallDetectorTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(8);
    private readonly ManualClock _clock = new();
    private readonly ChildStallDetector _stall;
    private TimeSpan _cpu;

    public ChildStallDetectorTests() => _stall = new ChildStallDetector(s_bound, () => _cpu, _clock);

    [Fact]
    public void A_child_that_waits_has_stalled_at_the_bound() => Assert.Equal(8, FirstStall(_ => 0));

    [Fact]
    public void A_child_that_spins_has_stalled_once_it_got_the_bound_as_CPU_time()
    {
        Assert.Equal(8, FirstStall(_ => 1));
        _stall.Progress();
        Assert.Equal(15, FirstStall(_ => 0.5));
    }

    [Fact]
    public void A_child_that_queues_for_the_CPU_has_not_stalled_before_ten_times_the_bound() =>
        Assert.Equal(80, FirstStall(second => second % 4 == 0 ? 0.05 : 0));

    [Fact]
    public void A_child_that_falls_asleep_late_has_stalled_after_half_the_bound() =>
        Assert.Equal(11, FirstStall(second => second <= 7 ? 0.1 : 0));

    [Fact]
    public void After_progress_the_time_counts_again()
    {
        Assert.Equal(8, FirstStall(_ => 0));
        _stall.Progress();

        Assert.Equal(8, FirstStall(_ => 0));
    }

    /// <summary>Asks once a second.</summary>
    /// <returns>Seconds from the first question to the first yes.</returns>
    private int FirstStall(Func<int, double> cpuInSecond)
    {
        Assert.False(_stall.HasStalled());
        for (int second = 1; ; second++)
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            _cpu += TimeSpan.FromSeconds(cpuInSecond(second));
            if (_stall.HasStalled())
            {
                return second;
            }
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
