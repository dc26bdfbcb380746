namespace HonestAsync.Lab.Tests.LoadTools;

public class StalledServiceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(100);
    private static readonly StalledService s_service = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));

    [Fact]
    public async Task An_open_loop_counts_as_many_slow_requests_as_the_schedule_has()
    {
        var open = await s_service.OpenAsync(rate: 200, periods: 2);

        Assert.Equal((2_000, 362), (open.Latency.Count, open.Latency.CountAbove(s_limit)));
        Assert.Equal(0.181, s_service.ShareSlowerThan(s_limit), tolerance: 0.001);
    }

    [Fact]
    public async Task A_closed_loop_sees_each_user_wait_once_a_period()
    {
        var closed = await s_service.ClosedAsync(users: 10, periods: 2);

        Assert.Equal(20, closed.ServiceTime.CountAbove(s_limit));
        Assert.True(closed.ServiceTime.Count > 19_000);
        Assert.True(closed.ServiceTime.Percentile(99) < s_limit);
    }

    [Fact]
    public async Task A_service_that_never_stalls_is_never_slow()
    {
        var steady = s_service with { For = TimeSpan.Zero };

        Assert.Equal(0, (await steady.OpenAsync(200, 1)).Latency.CountAbove(s_limit));
        Assert.Equal(0, steady.ShareSlowerThan(s_limit));
    }

    [WholeFact]
    public async Task On_a_real_server_the_open_loop_has_a_larger_share_of_slow_requests()
    {
        var service = new StalledService(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(400));

        var run = await service.OnServerAsync(rate: 200, users: 2, s_limit, withTools: false);

        // by the schedule 60 of 200; a late first request moves the stall towards the end, so a third of it is asked for
        Assert.Equal(200, run.Open.Planned);
        Assert.True(run.Readings[0].Slow >= 20, run.Readings[0].ToString());
        // a busy machine may delay the generator: then the note states it
        Assert.Equal(run.Open.Accepted ? 0 : 1, run.Notes.Count);
    }
}
