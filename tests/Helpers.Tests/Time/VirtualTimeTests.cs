namespace HonestAsync.Helpers.Tests;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime _time = new();
    private readonly List<(string What, int Ms)> _log = [];

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_and_then_of_their_arming()
    {
        using var late = Timer("late", 20);
        using var tieA = Timer("tie armed first", 10);
        using var tieB = Timer("tie armed second", 10);
        using var early = Timer("early", 5);

        _time.Advance(Ms(20));

        Assert.Equal(["early", "tie armed first", "tie armed second", "late"], _log.Select(entry => entry.What));
        Assert.Equal([5, 10, 10, 20], _log.Select(entry => entry.Ms));
    }

    [Fact]
    public void A_periodic_timer_fires_at_each_multiple_until_it_is_disposed()
    {
        var timer = Timer("tick", 5, 10);
        _time.Advance(Ms(25));
        timer.Dispose();
        _time.Advance(Ms(100));

        Assert.Equal([5, 15, 25], _log.Select(entry => entry.Ms));
        Assert.Equal(Ms(125), _time.Elapsed);
    }

    [Fact]
    public void A_change_arms_a_timer_again_moves_it_and_disarms_it()
    {
        using var timer = Timer("fires", 5);
        _time.Advance(Ms(6));
        Assert.True(timer.Change(Ms(5), Timeout.InfiniteTimeSpan));
        timer.Change(Ms(10), Timeout.InfiniteTimeSpan);
        _time.Advance(Ms(20));
        timer.Change(Ms(1), Ms(1));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _time.Advance(Ms(20));

        Assert.Equal([5, 16], _log.Select(entry => entry.Ms));
    }

    [Fact]
    public void Created_live_and_armed_timers_are_counted_and_a_dispose_counts_once()
    {
        var once = Timer("once", 5);
        var again = Timer("again", 5, 5);
        var idle = _time.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal((3, 3, 2), (_time.CreatedTimers, _time.LiveTimers, _time.ArmedTimers));

        _time.Advance(Ms(5));
        Assert.Equal((3, 3, 1), (_time.CreatedTimers, _time.LiveTimers, _time.ArmedTimers));

        Assert.All((ITimer[])[once, again, again, idle], timer => timer.Dispose());
        Assert.Equal((3, 0, 0), (_time.CreatedTimers, _time.LiveTimers, _time.ArmedTimers));
        Assert.False(again.Change(Ms(1), Ms(1)));
    }

    [Fact]
    public void The_clock_advances_to_the_next_timer_and_stays_without_one()
    {
        using var timer = Timer("next", 70);

        Assert.True(_time.AdvanceToNextTimer());
        Assert.False(_time.AdvanceToNextTimer());
        Assert.Equal((Ms(70), 1), (_time.Elapsed, _log.Count));
    }

    [Fact]
    public void A_callback_that_advances_fires_the_timers_due_meanwhile_and_the_clock_never_goes_back()
    {
        using var outer = _time.CreateTimer(_ =>
        {
            _time.Advance(Ms(50));
            Note("outer ends");
        }, null, Ms(10), Timeout.InfiniteTimeSpan);
        using var inner = Timer("inner", 20);

        _time.Advance(Ms(30));

        Assert.Equal([("inner", 20), ("outer ends", 60)], _log);
        Assert.Equal(Ms(60), _time.Elapsed);
    }

    [Fact]
    public void A_callback_may_arm_a_timer_that_falls_due_in_the_same_advance()
    {
        using var first = _time.CreateTimer(_ => Timer("armed by a callback", 5), null, Ms(10), Timeout.InfiniteTimeSpan);

        _time.Advance(Ms(15));

        Assert.Equal([("armed by a callback", 15)], _log);
    }

    [Fact]
    public void A_callback_runs_with_its_creators_execution_context_and_without_a_synchronization_context()
    {
        var flow = new AsyncLocal<string> { Value = "creator" };
        (string?, SynchronizationContext?) seen = default;
        using var timer = _time.CreateTimer(_ => seen = (flow.Value, SynchronizationContext.Current), null, Ms(1), Ms(1));
        flow.Value = "advancer";
        var loop = new EventLoop(_time);
        loop.StartOn(() =>
        {
            _time.Advance(Ms(1));
            Assert.Same(loop, SynchronizationContext.Current);
            return 0;
        });

        Assert.Equal(("creator", null), seen);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(Ms(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Spend(Ms(-1)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (_time.Elapsed, _time.Spent));
    }

    [Fact]
    public void Time_ends_at_the_greatest_time_span_and_periodic_timers_end_with_it()
    {
        long calls = 0;
        var (day, end) = (TimeSpan.FromDays(40), TimeSpan.MaxValue);
        using var timer = _time.CreateTimer(_ => calls++, null, day, day);
        _time.Advance(end);
        Assert.Equal((end, end.Ticks / day.Ticks, 0), (_time.Elapsed, calls, _time.ArmedTimers));

        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(new TimeSpan(1)));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private ITimer Timer(string what, int due, int period = -1) =>
        _time.CreateTimer(_ => Note(what), null, Ms(due), Ms(period));

    private void Note(string what) => _log.Add((what, (int)_time.Elapsed.TotalMilliseconds));
}
