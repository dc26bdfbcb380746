namespace HonestAsync.Helpers.Tests;

public class OpenLoopLoadTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public Task Requests_start_when_they_are_due_to_the_tick() => Watchdog.RunAsync(async () =>
    {
        List<(int, TimeSpan, TimeSpan)> starts = [];
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(rate: 3, duration: Seconds(1)), (request, token) =>
        {
            starts.Add((request.Number, request.IntendedStart, _time.Elapsed));
            return Task.Delay(Ms(500), _time, token);
        }, _time);

        Assert.Equal([(0, At(0), At(0)), (1, At(3_333_333), At(3_333_333)), (2, At(6_666_667), At(6_666_667))], starts);
        Assert.Equal((3, 3, 3, At(11_666_667)), (report.Planned, report.Started, report.Succeeded, report.Elapsed));
        Assert.Equal((TimeSpan.Zero, Ms(500), Ms(500)), (report.Lag.Max, report.Latency.Min, report.Latency.Max));
        Assert.True(report.Accepted && !report.Partial);

        static TimeSpan At(long ticks) => new(ticks);
    });

    [Fact]
    public Task A_stall_of_the_service_is_in_the_latency_of_all_requests_during_it() => Watchdog.RunAsync(async () =>
    {
        var pool = new FakePool(1);
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(100, Seconds(2)), async (request, token) =>
        {
            using var lease = await pool.RentAsync(token);
            await Task.Delay(request.Number == 50 ? Seconds(1) : Ms(1), _time, token);
        }, _time);

        // request 50 stalls at 0.5 s; the hundred requests of that second wait for it: 990, 981, … ms
        Assert.Equal((200, 200), (report.Started, report.Succeeded));
        Assert.Equal(Seconds(1), report.Latency.Max);
        Assert.Equal(100, report.Latency.CountAbove(Ms(100)));
        Assert.True(report.MaxInFlight > 90);
    });

    [Fact]
    public Task With_one_connection_the_service_time_hides_the_stall_and_the_latency_does_not() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(100, Seconds(2)) { Connections = 1 },
            (request, token) => Task.Delay(request.Number == 50 ? Seconds(1) : Ms(1), _time, token), _time);

        Assert.Equal((200, 1), (report.Succeeded, report.MaxInFlight));
        Assert.Equal((100, 1), (report.Latency.CountAbove(Ms(100)), report.ServiceTime.CountAbove(Ms(100))));
        // a wait for a connection is not the generator's lag
        Assert.Equal((TimeSpan.Zero, true), (report.Lag.Max, report.Accepted));
    });

    [Fact]
    public Task On_real_time_a_free_connection_is_used_at_once() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(Arrivals.AtOnce(300)) { Connections = 3 }, async (_, _) => await Task.Yield());

        Assert.Equal(300, report.Succeeded);
        Assert.InRange(report.MaxInFlight, 1, 3);
    });

    [Fact]
    public Task A_closed_loop_on_the_same_service_shows_the_stall_once() => Watchdog.RunAsync(async () =>
    {
        var report = await ClosedLoopLoad.RunAsync(new ClosedLoop(users: 1, duration: Seconds(2)) { ThinkTime = Ms(9) },
            (request, token) => Task.Delay(request.Number == 50 ? Seconds(1) : Ms(1), _time, token), _time);

        Assert.Equal(1, report.ServiceTime.CountAbove(Ms(100)));
        Assert.Equal(Ms(1), report.ServiceTime.Min);
        Assert.True(report.ServiceTime.Percentile(99) < Ms(1.01));
        // for 100 requests per second the correction restores the 90 waits above 100 ms
        Assert.InRange(report.Corrected(rate: 100).CountAbove(Ms(100)), 89, 91);
        Assert.Equal(1, report.MaxInFlight);
    });

    [Fact]
    public Task A_run_with_a_late_generator_is_rejected_with_the_reason() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(1_000, Seconds(1)), (request, _) =>
        {
            // virtual CPU on the generator's thread: the requests after it start late
            _time.Spend(request.Number == 500 ? Ms(30) : TimeSpan.Zero);
            return Task.CompletedTask;
        }, _time);

        Assert.Equal(1_000, report.Succeeded);
        Assert.Equal(Ms(29), report.Lag.Max);
        const string Reason = "the load generator was late: the 99th percentile of its lag is 19 ms, above the limit of 10 ms";
        // no machine delays virtual time
        Assert.Equal((Reason, null, Reason), (report.RejectedBecause, report.Pressure, report.Rejection));
        Assert.EndsWith($"run           REJECTED: {Reason}", report.ToString(), StringComparison.Ordinal);
        // the lag is in the latency, and a closed loop would not have it
        Assert.Equal((Ms(30), Ms(30)), (report.Latency.Max, report.ServiceTime.Max));
        Assert.Equal(30, report.Latency.CountAbove(TimeSpan.Zero));
        Assert.Equal(1, report.ServiceTime.CountAbove(TimeSpan.Zero));
    });

    [Fact]
    public Task Each_outcome_is_counted_and_each_wait_is_timed() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(10, Seconds(1)) { Timeout = Ms(250) }, async (request, token) =>
        {
            switch (request.Number)
            {
                case 0:
                    return RequestOutcome.Shed;
                case 1:
                    throw new InvalidOperationException("broken");
                case 2:
                    await Task.Delay(Seconds(5), _time, token);
                    return RequestOutcome.Succeeded;
                case 3:
                    await new TaskCompletionSource().Task;
                    return RequestOutcome.Succeeded;
                default:
                    await Task.Delay(Ms(20), _time, token);
                    return RequestOutcome.Succeeded;
            }
        }, _time);

        Assert.Equal((10, 6, 1, 2, 1, 0),
            (report.Started, report.Succeeded, report.Shed, report.TimedOut, report.Failed, report.Unfinished));
        Assert.Equal([new("InvalidOperationException", 1)], report.Failures);
        Assert.Equal((8, Ms(250), Ms(20)), (report.Latency.Count, report.Latency.Max, report.Latency.Min));
        Assert.Equal(0, _time.ArmedTimers);
    });

    [Fact]
    public Task A_request_that_never_ends_is_unfinished_when_the_drain_is_over() => Watchdog.RunAsync(async () =>
    {
        CancellationToken seen = default;
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(1, Seconds(1)) { Drain = Seconds(3) }, (_, token) =>
        {
            seen = token;
            return new TaskCompletionSource().Task;
        }, _time);

        Assert.Equal((1, 1, Seconds(3)), (report.Started, report.Unfinished, report.Elapsed));
        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(Seconds(3), report.Latency.Max);
    });

    [Fact]
    public Task Cancelling_ends_all_requests_and_returns_the_part_that_ran() => Watchdog.RunAsync(async () =>
    {
        using var stop = new CancellationTokenSource();
        int unwound = 0;
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(100, Seconds(10)), async (request, token) =>
        {
            try
            {
                if (request.Number == 149)
                {
                    stop.Cancel();
                }
                await Task.Delay(Ms(105), _time, token);
            }
            finally
            {
                unwound++;
            }
        }, _time, stop.Token);

        Assert.True(report.Partial);
        Assert.Equal((1_000, 150), (report.Planned, report.Started));
        Assert.Equal(150, report.Succeeded + report.Unfinished);
        Assert.Equal(150, unwound);
        Assert.Contains("PARTIAL", report.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_run_cancelled_before_its_start_is_rejected() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(100, Seconds(1)), (_, _) => Task.CompletedTask, _time, new(true));

        Assert.Equal((0, true, "no request was started"), (report.Started, report.Partial, report.RejectedBecause));
    });

    [Fact]
    public Task Requests_in_flight_are_rate_times_latency_over_the_same_window() => Watchdog.RunAsync(async () =>
    {
        var load = new OpenLoop(Arrivals.Poisson(200, Seconds(20), seed: 3)) { WarmUp = Seconds(1) };
        var report = await OpenLoopLoad.RunAsync(load, (request, token) => Task.Delay(Ms(30 + (request.Number % 7 * 10)), _time, token), _time);

        // at each end of the window at most the requests in flight cross it
        double crossing = 2.0 * report.MaxInFlight / report.Started;
        Assert.InRange(report.Little.Difference, 0, crossing);
        Assert.Equal(200 * 0.06, report.Little.InFlight, 200 * 0.06 * 0.1);
        Assert.Equal(Ms(60).TotalMilliseconds, report.Little.Time.TotalMilliseconds, 1);
    });

    [Fact]
    public Task On_the_callers_event_loop_it_runs_on_that_loop() => Watchdog.RunOnLoopAsync(async loop =>
    {
        HashSet<SynchronizationContext?> seen = [];
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(10, Seconds(1)), async (_, token) =>
        {
            await Task.Delay(Ms(30), _time, token);
            seen.Add(SynchronizationContext.Current);
        }, _time);

        Assert.Equal(10, report.Succeeded);
        Assert.Same(loop, Assert.Single(seen));
    }, _time);

    [Fact]
    public Task The_same_virtual_run_gives_the_same_report() => Watchdog.RunAsync(async () =>
    {
        Assert.Equal(await RunAsync(), await RunAsync());

        static async Task<string> RunAsync()
        {
            var time = new VirtualTime();
            var pool = new FakePool(3);
            var report = await OpenLoopLoad.RunAsync(new OpenLoop(Arrivals.Poisson(70, Seconds(5))) { Timeout = Ms(300) },
                async (_, token) =>
                {
                    using var lease = await pool.RentAsync(token);
                    await Task.Delay(Ms(40), time, token);
                }, time);
            Assert.InRange(report.TimedOut, 1, report.Started - 1);
            return $"{report}\n{report.Little}\n{report.MaxInFlight}";
        }
    });

    [Fact]
    public Task On_real_time_every_request_is_started_and_counted() => Watchdog.RunAsync(async () =>
    {
        int started = 0;
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(2_000, Ms(100)), async (_, _) =>
        {
            Interlocked.Increment(ref started);
            await Task.Yield();
        });

        Assert.Equal((200, 200, 200), (started, report.Started, report.Succeeded));
        Assert.Equal((200, 200, 200), (report.Latency.Count, report.ServiceTime.Count, report.Lag.Count));
    });

    [Fact]
    public Task On_real_time_a_request_that_keeps_the_generators_thread_gets_the_run_rejected() => Watchdog.RunAsync(async () =>
    {
        var report = await OpenLoopLoad.RunAsync(new OpenLoop(1_000, Ms(50)), (request, _) =>
        {
            // the first request keeps the thread until the plan of all others is at least 20 ms behind
            long start = TimeProvider.System.GetTimestamp();
            while (request.Number == 0 && TimeProvider.System.GetElapsedTime(start) < Ms(70))
            {
                Thread.SpinWait(100);
            }
            return Task.CompletedTask;
        });

        Assert.Equal((50, 50, false), (report.Started, report.Succeeded, report.Accepted));
        Assert.Matches("^(a task waited for a CPU in [0-9]+ % of the run|CPU pressure unknown: .+)$", report.Pressure);
        Assert.EndsWith($"run           REJECTED: {report.RejectedBecause} ({report.Pressure})", report.ToString(),
            StringComparison.Ordinal);
    });

    [Fact]
    public Task A_schedule_longer_than_a_timer_can_wait_runs_in_virtual_time() => Watchdog.RunAsync(async () =>
    {
        var days = TimeSpan.FromDays(120);
        var load = new OpenLoop(Arrivals.At([TimeSpan.Zero, days]));
        var report = await OpenLoopLoad.RunAsync(load, (_, _) => Task.CompletedTask, _time);

        Assert.Equal((2, days, TimeSpan.Zero), (report.Succeeded, report.Elapsed, report.Lag.Max));
    });

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
