namespace HonestAsync.Lab.Tests.Bottlenecks;

public class BurstSummaryTests
{
    private static readonly TimeSpan s_query = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(100, 10)]
    [InlineData(95, 10)]
    [InlineData(7, 10)]
    [InlineData(30, 1)]
    public void Arithmetic_the_model_and_code_in_virtual_time_are_equal(int requests, int connections)
    {
        var theory = BurstSummary.Of(requests, connections, s_query);
        var model = BurstSummary.Of(Model(requests, connections));
        var code = BurstSummary.Of(PoolBurst.Awaited(requests, connections, s_query));

        Assert.Equal((theory.Waves, theory.MostHeld, theory.Last), (model.Waves, model.MostHeld, model.Last));
        Assert.Equal((theory.Waves, theory.MostHeld, theory.Last), (code.Waves, code.MostHeld, code.Last));
        Assert.Equal(theory.Mean.TotalMilliseconds, model.Mean.TotalMilliseconds, tolerance: 0.01);
        Assert.Equal(theory.Mean.TotalMilliseconds, code.Mean.TotalMilliseconds, tolerance: 0.01);
    }

    [Fact]
    public void A_pool_of_twice_the_size_does_not_agree()
    {
        var theory = BurstSummary.Of(100, 10, s_query);

        Assert.False(BurstSummary.Of(100, 20, s_query).CountsAgree(theory));
        Assert.Equal(0.5, BurstSummary.Of(100, 20, s_query).LastAgainst(theory));
    }

    private static QueueRun Model(int requests, int connections) => new QueueModel
    {
        Arrivals = Arrivals.AtOnce(requests), ServiceTime = ServiceTime.Constant(s_query), Servers = connections,
    }.Run();

    [WholeFact]
    public async Task On_PostgreSQL_the_real_pool_of_ten_agrees_in_its_counts_within_a_tenth()
    {
        await using var server = Needs.Available(await PostgresServer.StartAsync());
        var real = BurstSummary.Of(await PoolRun.MeasureAsync(server, 100, 10, s_query));
        var theory = BurstSummary.Of(100, 10, s_query);

        Assert.True(real.CountsAgree(theory), real.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"last answer: {real.LastAgainst(theory):0.000} of the theory");
    }
}
