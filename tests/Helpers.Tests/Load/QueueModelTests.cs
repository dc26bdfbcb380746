namespace HonestAsync.Helpers.Tests;

public class QueueModelTests
{
    private static readonly QueueModel s_poolOfTen = new()
    {
        Arrivals = Arrivals.AtOnce(100), ServiceTime = ServiceTime.Constant(Ms(200)), Servers = 10,
    };

    [Fact]
    public void A_hundred_requests_pass_a_pool_of_ten_in_ten_waves_the_last_at_two_seconds()
    {
        var run = s_poolOfTen.Run();

        Assert.Equal((100, 10, 10, 90, 100), (run.Served, run.Waves, run.MaxBusy, run.MaxQueue, run.MaxInFlight));
        Assert.Equal((Ms(2_000), Ms(200), Ms(1_100)), (run.LastServed, run.Latency.Min, run.Latency.Mean));
        Assert.Equal(50, run.Throughput(TimeSpan.Zero, Ms(2_000)));
        Assert.Equal(1, run.Utilisation);
        Assert.Equal(0, run.Little.Difference, 1e-12);
        Assert.Equal("100 of 100 served, 0 shed, 0 timed out, 0 unfinished; held 10, queue 90; last at 2 s; "
            + "p50 1,000, p90 1,801, p99 2,000, max 2,000 ms of 100 values", run.ToString());
    }

    [Fact]
    public void A_full_line_sheds_requests_and_retries_arrive_again()
    {
        var shed = (s_poolOfTen with { QueueLimit = 20 }).Run();
        var retried = (s_poolOfTen with { QueueLimit = 20, Retry = new Retry(3, Ms(400)) }).Run();

        Assert.Equal((30, 70, 20), (shed.Served, shed.Shed, shed.MaxQueue));
        // at 400 ms twenty have been served: ten servers and ten positions in line are free again
        Assert.Equal((70, 30, 70 + 50), (retried.Served, retried.Shed, retried.Retries));
    }

    [Fact]
    public void Requests_that_time_out_free_their_servers_only_if_the_token_is_passed_on()
    {
        var impatient = s_poolOfTen with { Timeout = Ms(500) };
        var (passed, ignored) = (impatient.Run(), (impatient with { PassesCancellation = false }).Run());

        Assert.Equal((20, 80, 0, Ms(500)), (passed.Served, passed.TimedOut, passed.Wasted, passed.End));
        Assert.Equal((20, 80, 80, Ms(2_000)), (ignored.Served, ignored.TimedOut, ignored.Wasted, ignored.End));
    }

    [Fact]
    public void A_bad_minute_leaves_a_backlog_that_outlives_it()
    {
        var run = new QueueModel
        {
            Arrivals = Arrivals.Constant(90, TimeSpan.FromSeconds(60)),
            ServiceTime = ServiceTime.Constant(Ms(100)),
            Servers = 10,
            SlowDown = new SlowDown(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), 2),
        }.Run();

        // 5 s at half the capacity: 90 - 50 per second too many, and 100 - 90 per second to work them off
        Assert.InRange(run.MaxQueue, 190, 210);
        Assert.Equal(TimeSpan.FromSeconds(10), Round(run.FirstSlowerThan(Ms(150))!.Value));
        Assert.Equal(TimeSpan.FromSeconds(35), Round(run.Requests.Last(request => request.Latency > Ms(150)).Arrived));

        static TimeSpan Round(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(66, null)]
    [InlineData(70, 200.0)]
    [InlineData(100, 20.0)]
    [InlineData(400, 2.0)]
    public void Latency_reaches_ten_seconds_when_the_backlog_predicts_it(int serviceMs, double? seconds)
    {
        var run = new QueueModel
        {
            Arrivals = Arrivals.Constant(3_000, TimeSpan.FromSeconds((seconds ?? 4) * 1.05)),
            ServiceTime = ServiceTime.Constant(Ms(serviceMs)),
            Servers = 200,
        }.Run();

        if (seconds is null)
        {
            Assert.Equal((0, Ms(serviceMs)), (run.MaxQueue, run.Latency.Max));
            return;
        }
        // the wait at t is (3,000 / capacity - 1) · t in waves of one service time, which is included in the latency
        double capacity = LittlesLaw.MaxRate(200, Ms(serviceMs));
        double expected = (10 - (serviceMs / 1_000.0)) / ((3_000 / capacity) - 1);
        double wave = serviceMs / 1_000.0 / ((3_000 / capacity) - 1);
        Assert.InRange(run.FirstSlowerThan(TimeSpan.FromSeconds(10))!.Value.TotalSeconds, expected - wave, expected + wave);
        Assert.InRange(seconds.Value, expected - wave, expected + (2 * wave));
    }

    [Fact]
    public void Sync_over_async_starves_a_pool_that_grows_slowly_where_async_does_not()
    {
        var model = new QueueModel
        {
            Arrivals = Arrivals.Constant(500, TimeSpan.FromSeconds(4)),
            ServiceTime = ServiceTime.Constant(Ms(20)),
            Servers = 2,
            BlocksOnAnswer = true,
            Growth = new PoolGrowth(Ms(500), 32_767),
            Timeout = TimeSpan.FromSeconds(10),
            PassesCancellation = false,
            Horizon = TimeSpan.FromSeconds(14),
        };
        var starved = model.Run();

        // blocked threads wait for answers at the end of the line; each new thread takes the next request
        Assert.Equal((2, 1_998), (starved.Served, starved.TimedOut));
        Assert.Equal(starved.Servers, starved.MaxBusy);

        // without blocking, a request holds a thread for its work only, here 0.2 ms of the same 20
        var free = (model with { BlocksOnAnswer = false, ServiceTime = ServiceTime.Constant(Ms(0.2)) }).Run();
        Assert.Equal((2_000, 2), (free.Served, free.Servers));
    }

    [Fact]
    public void Servers_that_all_wait_for_an_answer_deadlock()
    {
        var run = new QueueModel
        {
            Arrivals = Arrivals.AtOnce(4), ServiceTime = ServiceTime.Constant(Ms(10)), Servers = 4, BlocksOnAnswer = true,
        };

        Assert.Equal((0, 4), (run.Run().Served, run.Run().Unfinished));
        Assert.Equal((4, 0), ((run with { Servers = 5 }).Run().Served, (run with { Servers = 5 }).Run().Unfinished));
    }

    [Fact]
    public void A_horizon_stops_the_simulation_and_counts_the_remaining_requests()
    {
        var run = (s_poolOfTen with { Horizon = Ms(500) }).Run();

        Assert.Equal((20, 80, Ms(500)), (run.Served, run.Unfinished, run.End));
        Assert.All(run.Requests.Skip(20), request => Assert.Equal((RequestOutcome.Unfinished, Ms(500)), (request.Outcome, request.Ended)));
    }

    [Fact]
    public void The_same_model_gives_the_same_run_and_another_seed_does_not()
    {
        var model = new QueueModel
        {
            Arrivals = Arrivals.Poisson(100, TimeSpan.FromSeconds(10), seed: 4),
            ServiceTime = ServiceTime.Exponential(Ms(15), seed: 4),
            Servers = 2,
        };

        Assert.Equal(model.Run().Requests, model.Run().Requests);
        Assert.NotEqual(model.Run().Requests, (model with { ServiceTime = ServiceTime.Exponential(Ms(15), seed: 5) }).Run().Requests);
    }

    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(5, 0.9)]
    public void Poisson_arrivals_and_exponential_service_wait_as_Erlang_C_predicts(int servers, double utilisation)
    {
        var formula = new MMc(utilisation * servers * 100, Ms(10), servers);
        var run = new QueueModel
        {
            Arrivals = Arrivals.Poisson(formula.Rate, TimeSpan.FromSeconds(200_000 / formula.Rate), seed: 11),
            ServiceTime = ServiceTime.Exponential(formula.ServiceTime, seed: 12),
            Servers = servers,
        }.Run();
        double[] waits = [.. run.Requests.Select(request => (request.Started - request.Arrived).TotalSeconds)];

        Within(formula.MeanWait.TotalSeconds, waits);
        Within(formula.ProbabilityOfWaiting, [.. waits.Select(wait => wait > 0 ? 1.0 : 0)]);
        Within(0.1, [.. waits.Select(wait => wait > formula.WaitPercentile(90).TotalSeconds ? 1.0 : 0)]);
    }

    [Fact]
    public void Poisson_arrivals_and_constant_service_wait_as_Pollaczek_and_Khinchine_predict()
    {
        var formula = new MD1(80, Ms(10));
        var run = new QueueModel
        {
            Arrivals = Arrivals.Poisson(80, TimeSpan.FromSeconds(2_500), seed: 21), ServiceTime = ServiceTime.Constant(Ms(10)),
        }.Run();

        Within(formula.MeanWait.TotalSeconds, [.. run.Requests.Select(request => (request.Started - request.Arrived).TotalSeconds)]);
    }

    [Fact]
    public void Times_from_samples_are_drawn_uniformly()
    {
        var run = new QueueModel
        {
            Arrivals = Arrivals.Constant(1, TimeSpan.FromSeconds(3_000)),
            ServiceTime = ServiceTime.FromSamples([Ms(1), Ms(2), Ms(3)]),
        }.Run();

        // 3,000 draws of three: four standard deviations of a count are 4 · √(3,000 · 1/3 · 2/3) = 103
        Assert.Equal([Ms(1), Ms(2), Ms(3)], run.Latency.Buckets().Select(bucket => bucket.UpTo), (a, b) => (b - a).Duration() < Ms(0.01));
        Assert.All(run.Latency.Buckets(), bucket => Assert.InRange(bucket.Count, 897, 1_103));
    }

    [Fact]
    public void Curves_keep_their_peaks_and_stay_short()
    {
        var run = new QueueModel
        {
            Arrivals = Arrivals.Constant(1_000, TimeSpan.FromSeconds(30)).And(Arrivals.AtOnce(500)),
            ServiceTime = ServiceTime.Constant(Ms(9)),
            Servers = 10,
        }.Run();

        Assert.Equal(run.MaxQueue, run.Queue.Points.Max(point => point.Y));
        Assert.Equal(run.MaxBusy, run.Busy.Points.Max(point => point.Y));
        Assert.Equal(run.Latency.Max.TotalMilliseconds, run.LatencyByArrival().Points.Max(point => point.Y), 1e-6);
        Assert.All([run.Queue, run.Busy, run.LatencyByArrival()], curve => Assert.InRange(curve.Points.Count, 100, 510));
    }

    [Fact]
    public void A_cancelled_simulation_stops() =>
        Assert.Throws<OperationCanceledException>(() => s_poolOfTen.Run(new CancellationToken(canceled: true)));

    [Fact]
    public void A_queue_without_a_server_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => s_poolOfTen with { Servers = 0 });

    /// <summary>
    /// Successive waits are correlated: the standard error comes from the means of 40 batches (Law, "Simulation Modeling and
    /// Analysis", batch means), and five standard errors (t with 39 degrees of freedom: 1 in 80,000) are allowed.
    /// </summary>
    private static void Within(double expected, double[] values)
    {
        double[] batches = [.. values.Chunk((values.Length / 40) + 1).Select(batch => batch.Average())];
        double mean = batches.Average();
        double error = Math.Sqrt(batches.Sum(batch => Math.Pow(batch - mean, 2)) / (batches.Length - 1) / batches.Length);

        Assert.InRange(values.Average(), expected - (5 * error), expected + (5 * error));
        // an interval that contains zero would prove nothing
        Assert.InRange(error, 0, expected / 5);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
