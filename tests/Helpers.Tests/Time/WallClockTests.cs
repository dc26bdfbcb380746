namespace HonestAsync.Helpers.Tests;

/// <summary>A wall clock that is set while timers run: they and the timestamps are on the monotonic clock.</summary>
public class WallClockTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime _time = new(s_noon);

    [Fact]
    public void A_clock_starts_at_midnight_of_2000_unless_another_start_is_chosen()
    {
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new VirtualTime().GetUtcNow());
        Assert.Equal((s_noon, TimeSpan.Zero, 0), (_time.GetUtcNow(), _time.Elapsed, _time.GetTimestamp()));
        _time.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(s_noon.AddMinutes(90), _time.GetUtcNow());
    }

    [Fact]
    public void A_start_with_an_offset_is_the_same_instant_in_utc()
    {
        var start = new VirtualTime(new DateTimeOffset(2026, 3, 29, 14, 0, 0, TimeSpan.FromHours(2))).GetUtcNow();

        Assert.Equal((s_noon, TimeSpan.Zero), (start, start.Offset));
    }

    [Fact]
    public void A_periodic_timer_keeps_its_pace_while_the_wall_clock_jumps_back_and_forward()
    {
        List<(double Elapsed, string Wall)> trace = [];
        using var timer = _time.CreateTimer(_ => trace.Add((_time.Elapsed.TotalMinutes, $"{_time.GetUtcNow():HH:mm}")),
            null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

        _time.Advance(TimeSpan.FromMinutes(15));
        _time.AdjustTime(s_noon.AddHours(-1));
        _time.Advance(TimeSpan.FromMinutes(10));
        _time.AdjustTime(s_noon.AddHours(6));
        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal([(10, "12:10"), (20, "11:05"), (30, "18:05"), (40, "18:15")], trace);
    }

    [Fact]
    public void A_jump_fires_nothing_and_does_not_change_elapsed_time()
    {
        bool fired = false;
        using var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        long start = _time.GetTimestamp();

        _time.AdjustTime(s_noon.AddDays(1));

        Assert.Equal((false, 1), (fired, _time.ArmedTimers));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (_time.Elapsed, _time.GetElapsedTime(start)));
    }

    [Fact]
    public Task A_delay_and_a_timeout_last_as_long_as_they_were_asked_for() => Bounded.RunAsync(() =>
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(30), _time);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(40), _time);
        _time.AdjustTime(s_noon.AddYears(1));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(delay.IsCompleted);
        _time.AdjustTime(s_noon.AddYears(-1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(delay.IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(source.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(source.IsCancellationRequested);
    });

    [Fact]
    public void Time_measured_on_the_wall_clock_can_be_negative_and_on_timestamps_it_cannot()
    {
        var (wall, timestamp) = (_time.GetUtcNow(), _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(5));
        _time.AdjustTime(_time.GetUtcNow().AddSeconds(-60));

        Assert.Equal(TimeSpan.FromSeconds(-55), _time.GetUtcNow() - wall);
        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetElapsedTime(timestamp));
    }
}
