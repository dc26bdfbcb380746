namespace HonestAsync.Lab.Tests.Processes;

public class ChildStallDetectorTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(8);
    private readonly ManualClock _clock = new();
    private readonly ChildStallDetector _stall;
    private ChildTimes _times = new(TimeSpan.Zero, TimeSpan.Zero);

    public ChildStallDetectorTests() => _stall = new ChildStallDetector(s_bound, () => _times, _clock);

    [Fact]
    public void A_child_that_waits_has_stalled_at_the_bound() => Assert.Equal((8, ChildStall.Stalled), FirstStall(_ => 0));

    [Fact]
    public void A_child_that_spins_or_looks_now_and_then_has_stalled_at_the_bound()
    {
        Assert.Equal((8, ChildStall.Stalled), FirstStall(_ => 1));
        _stall.Progress();
        Assert.Equal((8, ChildStall.Stalled), FirstStall(_ => 0.05));
    }

    [Fact]
    public void A_child_that_queues_for_a_processor_has_not_stalled_and_after_ten_bounds_the_machine_is_too_busy() =>
        Assert.Equal((80, ChildStall.MachineTooBusy), FirstStall(_ => 0, queued: 1));

    [Fact]
    public void A_child_that_falls_asleep_late_has_stalled_at_the_bound_too() =>
        Assert.Equal((8, ChildStall.Stalled), FirstStall(second => second <= 7 ? 0.1 : 0));

    [Fact]
    public void After_progress_the_time_counts_again()
    {
        Assert.Equal((8, ChildStall.Stalled), FirstStall(_ => 0));
        _stall.Progress();

        Assert.Equal((8, ChildStall.Stalled), FirstStall(_ => 0));
    }

    /// <summary>Asks once a second.</summary>
    /// <returns>Seconds from the first look to the first stall, and which.</returns>
    private (int Seconds, ChildStall Stall) FirstStall(Func<int, double> ranInSecond, double queued = 0)
    {
        Assert.Equal(ChildStall.None, _stall.Look());
        for (int second = 1; ; second++)
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            _times = new ChildTimes(_times.Ran + TimeSpan.FromSeconds(ranInSecond(second)), _times.Queued + TimeSpan.FromSeconds(queued));
            if (_stall.Look() is var stall and not ChildStall.None)
            {
                return (second, stall);
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
