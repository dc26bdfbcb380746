namespace HonestAsync.Helpers.Tests;

/// <summary>
/// Due times and periods that a timer rejects. The expected outcomes are those of TimeProvider.System on .NET 10; each case
/// runs against it and against the virtual clock.
/// </summary>
public class TimerArgumentsTests
{
    private const long Ms = TimeSpan.TicksPerMillisecond;

    /// <summary>The longest time of a system timer: 4,294,967,294 ms.</summary>
    private const long Most = (uint.MaxValue - 1L) * Ms;

    private static readonly (long Due, long Period, string Outcome)[] s_cases =
    [
        (0, 0, "accepted"),
        (0, -1 * Ms, "accepted"),
        (-1 * Ms, -1 * Ms, "accepted"),
        (-1, -1, "accepted"),
        ((-2 * Ms) + 1, (-2 * Ms) + 1, "accepted"),
        (-2 * Ms, -1 * Ms, "ArgumentOutOfRangeException: dueTime is -2"),
        (-5 * Ms, -1 * Ms, "ArgumentOutOfRangeException: dueTime is -5"),
        (-1 * Ms, -2 * Ms, "ArgumentOutOfRangeException: period is -2"),
        (-2 * Ms, -2 * Ms, "ArgumentOutOfRangeException: dueTime is -2"),
        (Most, Most, "accepted"),
        (Most + Ms - 1, Most + Ms - 1, "accepted"),
        (Most + Ms, 0, "ArgumentOutOfRangeException: dueTime is 4294967295"),
        (0, Most + Ms, "ArgumentOutOfRangeException: period is 4294967295"),
        (60 * TimeSpan.TicksPerDay, 0, "ArgumentOutOfRangeException: dueTime is 5184000000"),
        (long.MaxValue, 0, "ArgumentOutOfRangeException: dueTime is 922337203685477"),
        (0, long.MaxValue, "ArgumentOutOfRangeException: period is 922337203685477"),
        (long.MinValue, 0, "ArgumentOutOfRangeException: dueTime is -922337203685477"),
        (0, long.MinValue, "ArgumentOutOfRangeException: period is -922337203685477"),
    ];

    public static TheoryData<string, long, long, string> Cases => [.. from clock in (string[])["system", "virtual"]
                                                                      from each in s_cases
                                                                      select (clock, each.Due, each.Period, each.Outcome)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_new_timer_rejects_the_same_times(string clock, long due, long period, string outcome) =>
        Assert.Equal(outcome, Outcome(() =>
            Clock(clock).CreateTimer(_ => { }, null, new TimeSpan(due), new TimeSpan(period)).Dispose()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_change_rejects_the_same_times(string clock, long due, long period, string outcome)
    {
        using var timer = Idle(clock);

        Assert.Equal(outcome, Outcome(() => Assert.True(timer.Change(new TimeSpan(due), new TimeSpan(period)))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_change_of_a_disposed_timer_rejects_the_same_times(string clock, long due, long period, string outcome)
    {
        var timer = Idle(clock);
        timer.Dispose();

        Assert.Equal(outcome, Outcome(() => Assert.False(timer.Change(new TimeSpan(due), new TimeSpan(period)))));
    }

    [Theory]
    [InlineData("system")]
    [InlineData("virtual")]
    public void A_missing_callback_is_rejected_before_the_times(string clock) =>
        Assert.Equal("callback", Assert.Throws<ArgumentNullException>(() =>
            Clock(clock).CreateTimer(null!, null, new TimeSpan(long.MinValue), TimeSpan.Zero)).ParamName);

    [Fact]
    public void A_rejected_timer_is_not_counted_and_a_rejected_change_leaves_the_timer_armed()
    {
        var time = new VirtualTime();
        using var timer = time.CreateTimer(_ => { }, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);

        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromDays(60), Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            time.CreateTimer(_ => { }, null, TimeSpan.FromDays(60), Timeout.InfiniteTimeSpan));

        Assert.Equal((1, 1, 1), (time.CreatedTimers, time.LiveTimers, time.ArmedTimers));
    }

    [Theory]
    [InlineData((-1 * Ms) + 1, 1)]
    [InlineData(-1 * Ms, 0)]
    [InlineData((-2 * Ms) + 1, 0)]
    public void A_negative_time_is_cut_to_milliseconds_so_that_it_means_now_or_infinite(long due, int fired)
    {
        var (time, calls) = (new VirtualTime(), 0);
        using var timer = time.CreateTimer(_ => calls++, null, new TimeSpan(due), Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.Zero);

        Assert.Equal(fired, calls);
    }

    private static TimeProvider Clock(string name) => name is "system" ? TimeProvider.System : new VirtualTime();

    private static ITimer Idle(string clock) =>
        Clock(clock).CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static string Outcome(Action action) => Record.Exception(action) switch
    {
        null => "accepted",
        ArgumentOutOfRangeException { ActualValue: var value, ParamName: var name } =>
            FormattableString.Invariant($"{nameof(ArgumentOutOfRangeException)}: {name} is {value}"),
        var other => other.ToString(),
    };
}
