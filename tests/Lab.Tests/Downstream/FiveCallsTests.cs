namespace HonestAsync.Lab.Tests.Downstream;

public class FiveCallsTests
{
    private static readonly int[] s_services = [0, 1, 2, 3, 4];

    [Fact]
    public void Blocking_in_turn_holds_one_thread_for_the_sum()
    {
        var run = FiveCalls.OnThreads(request =>
        {
            foreach (int service in s_services)
            {
                request.Call(service);
            }
        });

        Assert.Equal((200, 200, 1, 1), Counts(run));
        Assert.Equal(200, run.LongestHeld.TotalMilliseconds);
    }

    [Fact]
    public void Helpers_hold_their_own_time_and_the_parent_the_slowest()
    {
        var run = FiveCalls.OnThreads(
            request => request.Join(), [.. s_services.Select(service => new Action<FiveCalls>(helper => helper.Call(service)))]);

        Assert.Equal((100, 300, 6, 5), Counts(run));
        Assert.Equal(100, run.LongestHeld.TotalMilliseconds);
        Assert.Contains(new LaneSpan("b request's thread", "waits for helpers", 0, 100), run.Lanes("b"));
        Assert.Contains(new LaneSpan("b helper 5", "service 5", 0, 100), run.Lanes("b"));
    }

    [Fact]
    public void Awaiting_in_turn_holds_no_thread_and_takes_the_sum()
    {
        var run = FiveCalls.OnLoop(InTurnAsync);

        Assert.Equal((200, 0, 1, 1), Counts(run));
    }

    [Fact]
    public void Awaiting_together_holds_no_thread_and_takes_the_slowest()
    {
        var run = FiveCalls.OnLoop(TogetherAsync);

        Assert.Equal((100, 0, 1, 5), Counts(run));
        Assert.Empty(run.Lanes("d"));
        Assert.Equal(5, run.Calls("in flight").Count(span => span is { Lane: "in flight", Start: 0 }));
    }

    [Fact]
    public void One_loop_serves_a_hundred_requests_in_the_time_of_one() =>
        Assert.Equal((100, 0, 1, 500), Counts(FiveCalls.OnLoop(TogetherAsync, requests: 100)));

    [Fact]
    public void Blocking_calls_hold_a_loop_like_a_thread() =>
        Assert.Equal((400, 400, 1, 1), Counts(FiveCalls.OnLoop(
            request =>
            {
                foreach (int service in s_services)
                {
                    request.Call(service);
                }
                return Task.CompletedTask;
            },
            requests: 2)));

    private static (double Took, double Held, int Threads, int InFlight) Counts(FiveCalls run) =>
        (run.Took.TotalMilliseconds, run.Held.TotalMilliseconds, run.Threads, run.MostInFlight);

    private static async Task InTurnAsync(FiveCalls request)
    {
        foreach (int service in s_services)
        {
            await request.CallAsync(service);
        }
    }

    private static Task TogetherAsync(FiveCalls request) => Task.WhenAll(s_services.Select(request.CallAsync));
}
