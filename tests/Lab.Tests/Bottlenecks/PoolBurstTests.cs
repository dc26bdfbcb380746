namespace HonestAsync.Lab.Tests.Bottlenecks;

public class PoolBurstTests
{
    private static readonly TimeSpan s_query = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void A_hundred_awaited_requests_all_queue_for_the_pool()
    {
        var burst = PoolBurst.Awaited(100, 10, s_query);

        Assert.Equal((0, 90, 10, 10), (burst.BeforeTheFront, burst.AtThePool, burst.MostHeld, burst.Waves));
        Assert.Equal((200, 1_100, 2_000), (burst.First.TotalMilliseconds, burst.Mean.TotalMilliseconds, burst.Last.TotalMilliseconds));
        Assert.Equal(50, burst.PerSecond);
    }

    [Fact]
    public void Sixteen_threads_keep_most_of_them_before_the_front()
    {
        var burst = PoolBurst.OnThreads(16, 100, 10, s_query);

        Assert.Equal((84, 6, 10, 10), (burst.BeforeTheFront, burst.AtThePool, burst.MostHeld, burst.Waves));
        Assert.Equal(PoolBurst.Awaited(100, 10, s_query).Last, burst.Last);
    }

    [Fact]
    public void A_stopwatch_in_the_handler_does_not_see_who_waits_for_a_thread()
    {
        var threads = PoolBurst.OnThreads(10, 100, 10, s_query);
        var awaited = PoolBurst.Awaited(100, 10, s_query);

        Assert.Equal((200, 2_000), (threads.P99(request => request.SeenByHandler).TotalMilliseconds, threads.P99(request => request.Ended).TotalMilliseconds));
        Assert.Equal(2_000, awaited.P99(request => request.SeenByHandler).TotalMilliseconds);
    }

    [Fact]
    public void Every_connection_works_in_every_wave()
    {
        var lanes = PoolBurst.Awaited(100, 10, s_query).Lanes();

        Assert.Equal(100, lanes.Select(span => (span.Lane, span.Operation)).Distinct().Count());
        Assert.Equal(10, lanes.Select(span => span.Lane).Distinct().Count());
    }

    [Fact]
    public void A_second_run_is_the_same_to_the_tick() => Assert.Equal(
        PoolBurst.OnThreads(3, 20, 2, s_query).Each.Select(request => request.Ended).Order(),
        PoolBurst.OnThreads(3, 20, 2, s_query).Each.Select(request => request.Ended).Order());
}
