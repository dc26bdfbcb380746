namespace HonestAsync.Lab.Tests.Waiting;

public class TwoRequestsTests
{
    private static readonly TimeSpan s_brief = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(10);

    [Fact]
    public void One_blocking_thread_is_held_and_computes_one_by_one()
    {
        var requests = TwoRequests.OnThreads(s_brief, r =>
        {
            r.Wait(1);
            r.Compute(1);
            r.Wait(2);
            r.Compute(2);
        });

        Assert.Equal((1, 1, 300), Counts(requests));
    }

    [Fact]
    public void A_loop_is_not_held_and_computes_one_by_one()
    {
        var requests = TwoRequests.OnLoop(s_brief, async (r, i) =>
        {
            await r.WaitAsync(i);
            r.Compute(i);
        });

        Assert.Equal((0, 1, 200), Counts(requests));
    }

    [Fact]
    public void Two_blocking_threads_are_both_held_and_compute_at_once()
    {
        var requests = TwoRequests.OnThreads(s_generous, r => Serve(r, 1), r => Serve(r, 2));

        Assert.Equal((2, 2, 150), Counts(requests));

        static void Serve(TwoRequests r, int request)
        {
            r.Wait(request);
            r.Compute(request);
        }
    }

    [Fact]
    public void Awaiting_and_the_pool_hold_no_thread_and_compute_at_once()
    {
        var requests = TwoRequests.OnLoop(s_generous, async (r, i) =>
        {
            await r.WaitAsync(i);
            await Task.Run(() => r.Compute(i));
        });

        Assert.Equal((0, 2, 150), Counts(requests));
    }

    [Fact]
    public void A_loop_that_blocks_is_held_like_a_thread()
    {
        var requests = TwoRequests.OnLoop(s_brief, (r, i) =>
        {
            r.Wait(i);
            r.Compute(i);
            return Task.CompletedTask;
        });

        Assert.Equal((1, 1, 300), Counts(requests));
    }

    [Fact]
    public async Task Requests_that_never_suspend_stay_on_one_thread_of_the_pool()
    {
        var requests = await TwoRequests.OnPoolAsync(s_brief, (r, i) =>
        {
            r.Compute(i);
            return Task.CompletedTask;
        });

        Assert.Equal(["on pool thread 1: 1 computes", "on pool thread 1: 2 computes"], Lanes(requests));
    }

    [Fact]
    public async Task Suspended_requests_resume_on_two_threads_of_the_pool()
    {
        var requests = await TwoRequests.OnPoolAsync(s_generous, async (r, i) =>
        {
            await Task.Yield();
            r.Compute(i);
        });

        Assert.Equal(["on pool thread 1: 1 computes", "on pool thread 2: 2 computes"], Lanes(requests));
    }

    [Fact]
    public async Task Awaiting_where_nothing_moves_the_clock_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TwoRequests.OnPoolAsync(s_brief, (r, i) => r.WaitAsync(i)));
    }

    private static (int Held, int AtOnce, double Makespan) Counts(TwoRequests requests) =>
        (requests.ThreadsHeld, requests.ComputingAtOnce, requests.Makespan.TotalMilliseconds);

    private static IEnumerable<string> Lanes(TwoRequests requests) =>
        requests.Lanes("on").Select(span => $"{span.Lane}: {span.Operation}");
}
