namespace HonestAsync.Helpers.Tests;

public class ClosedLoopLoadTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public Task Users_send_the_next_request_as_soon_as_they_have_the_answer() => Watchdog.RunAsync(async () =>
    {
        var dependency = new FakeDependency(_time, Ms(50), capacity: 2);
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(4, Seconds(1)), (_, token) => dependency.CallAsync(token), _time);

        // two at a time, 50 ms each: 40 in one second, and the two in line at its end still finish
        Assert.Equal((42, 42, 4), (report.Started, report.Succeeded, report.MaxInFlight));
        Assert.Equal((Ms(50), Ms(100)), (report.ServiceTime.Min, report.ServiceTime.Max));
        Assert.Equal(4, report.Little.InFlight, 0.01);
    });

    [Fact]
    public Task A_timeout_a_failure_and_a_shed_request_are_counted() => Watchdog.RunAsync(async () =>
    {
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(1, Seconds(1)) { Timeout = Ms(100), MaxRequests = 5 }, async (request, token) =>
        {
            await Task.Delay(request.Number == 1 ? Seconds(10) : Ms(10), _time, request.Number == 1 ? CancellationToken.None : token);
            return request.Number switch
            {
                2 => throw new TimeoutException(),
                3 => RequestOutcome.Shed,
                _ => RequestOutcome.Succeeded,
            };
        }, _time);

        Assert.Equal((5, 2, 1, 1, 1, 0),
            (report.Started, report.Succeeded, report.TimedOut, report.Failed, report.Shed, report.Unfinished));
        Assert.Equal([new("TimeoutException", 1)], report.Failures);
        Assert.Equal(Ms(100), report.ServiceTime.Max);
    });

    [Fact]
    public Task Requests_that_complete_at_once_end_at_the_limit_of_requests() => Watchdog.RunAsync(async () =>
    {
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(3, Seconds(1)) { MaxRequests = 1_000 }, (_, _) => Task.CompletedTask, _time);

        Assert.Equal((1_000, TimeSpan.Zero), (report.Succeeded, report.Elapsed));
    });

    [Fact]
    public Task Cancelling_returns_the_part_that_ran() => Watchdog.RunAsync(async () =>
    {
        using var stop = new CancellationTokenSource();
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(2, Seconds(60)), async (request, token) =>
        {
            await Task.Delay(Ms(10), _time, token);
            if (request.Number == 20)
            {
                stop.Cancel();
            }
        }, _time, stop.Token);

        Assert.True(report.Partial);
        Assert.Equal(report.Started, report.Succeeded + report.Unfinished);
        Assert.InRange(report.Started, 21, 24);
    });

    [Fact]
    public Task On_real_time_users_run_concurrently() => Watchdog.RunAsync(async () =>
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int waiting = 0;
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(5, Seconds(30)) { MaxRequests = 5 }, async (_, _) =>
        {
            if (Interlocked.Increment(ref waiting) == 5)
            {
                all.SetResult();
            }
            await all.Task;
        });

        Assert.Equal((5, 5), (report.Succeeded, report.MaxInFlight));
    });

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
