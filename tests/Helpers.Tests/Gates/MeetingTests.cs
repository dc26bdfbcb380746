namespace HonestAsync.Helpers.Tests;

public class MeetingTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    [Fact]
    public Task Two_threads_meet_and_who_comes_later_passes() => Bounded.RunAsync(() =>
    {
        var meeting = new Rendezvous(2);
        bool other = false;
        var thread = new Thread(() => other = meeting.Meet(s_bound));
        thread.Start();
        bool one = meeting.Meet(s_bound);

        Assert.True(thread.Join(s_bound) && one && other && meeting.HasMet);
        Assert.Equal((2, 2), (meeting.Parties, meeting.MaxInside));
        Assert.True(meeting.Meet(TimeSpan.Zero));
    });

    [Fact]
    public void Who_comes_alone_meets_nobody_and_neither_does_the_next_one_alone()
    {
        var meeting = new Rendezvous(2);

        Assert.False(meeting.Meet(TimeSpan.FromMilliseconds(5)));
        Assert.False(meeting.Meet(TimeSpan.Zero));
        Assert.Equal((false, 1), (meeting.HasMet, meeting.MaxInside));
    }

    [Fact]
    public Task On_an_event_loop_nobody_can_meet() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var meeting = new Rendezvous(2);
        await Task.WhenAll(ComeAsync(), ComeAsync());

        Assert.Equal((false, 1), (meeting.HasMet, meeting.MaxInside));

        async Task ComeAsync()
        {
            await Task.Yield();
            meeting.Meet(TimeSpan.FromMilliseconds(5));
        }
    });

    [Fact]
    public void A_meeting_of_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rendezvous(1));

    [Fact]
    public void A_probe_counts_who_is_inside_at_most_and_in_all()
    {
        var probe = new ConcurrencyProbe();
        using (probe.Enter())
        {
            probe.Enter().Dispose();
            using var inner = probe.Enter();
            Assert.Equal((2, 2, 3), (probe.Current, probe.Max, probe.Total));
        }

        Assert.Equal((0, 2, 3), (probe.Current, probe.Max, probe.Total));
        default(ConcurrencyProbe.Visit).Dispose();
    }

    [Fact]
    public Task A_probe_loses_no_entry_of_several_threads() => Bounded.RunAsync(() =>
    {
        var probe = new ConcurrencyProbe();
        Parallel.For(0, 10_000, _ => probe.Enter().Dispose());

        Assert.Equal((0, 10_000), (probe.Current, probe.Total));
        Assert.InRange(probe.Max, 1, 10_000);
    });
}
