using System.Globalization;

namespace HonestAsync.Helpers.Tests;

/// <summary>The oracles of the simulation against balance equations and the embedded Markov chain, by numpy and scipy.</summary>
public class QueueFormulasTests
{
    [Fact]
    public void Erlang_C_waits_and_their_percentiles_are_those_of_the_balance_equations() =>
        Assert.All(GoldenData.Lines("Load", "queues.golden", "mmc"), fields =>
        {
            double[] golden = [.. fields.Select(GoldenData.Number)];
            var queue = new MMc(golden[0], TimeSpan.FromSeconds(golden[1]), int.Parse(fields[2], CultureInfo.InvariantCulture));

            // twelve digits are written, and a time is cut to ticks of 1e-7 s
            Assert.Equal(1, queue.ProbabilityOfWaiting / golden[3], 1e-10);
            Assert.Equal(golden[4], queue.MeanWait.TotalSeconds, 1e-7);
            Assert.Equal(1, queue.MeanQueue / golden[5], 1e-8);
            Assert.Equal(golden[6], queue.WaitPercentile(50).TotalSeconds, 1e-7);
            Assert.Equal(golden[7], queue.WaitPercentile(90).TotalSeconds, 1e-7);
            Assert.Equal(golden[8], queue.WaitPercentile(99).TotalSeconds, 1e-7);
        });

    [Fact]
    public void Constant_service_waits_are_those_of_the_embedded_chain() =>
        Assert.All(GoldenData.Lines("Load", "queues.golden", "md1"), fields =>
        {
            var queue = new MD1(GoldenData.Number(fields[0]), TimeSpan.FromSeconds(GoldenData.Number(fields[1])));

            // five digits are written
            Assert.Equal(1, queue.MeanWait.TotalSeconds / GoldenData.Number(fields[2]), 1e-4);
        });

    [Fact]
    public void Constant_service_halves_the_wait_of_exponential_service()
    {
        var (constant, exponential) = (new MD1(8, Ms(100)), new MMc(8, Ms(100), 1));

        Assert.Equal(exponential.MeanWait / 2, constant.MeanWait);
        Assert.Equal(constant.MeanQueue, 8 * constant.MeanWait.TotalSeconds, 1e-9);
        Assert.Equal(constant.MeanWait + Ms(100), constant.MeanTime);
    }

    [Fact]
    public void Two_hundred_threads_carry_three_thousand_a_second_at_20_ms_and_not_at_70()
    {
        var fine = new MMc(3_000, Ms(20), 200);
        var saturated = new MMc(3_000, Ms(70), 200);

        Assert.Equal((60, 0.3, true), (fine.OfferedLoad, fine.Utilisation, fine.IsStable));
        Assert.InRange(fine.ProbabilityOfWaiting, 0, 1e-12);
        Assert.Equal((false, 1.0), (saturated.IsStable, saturated.ProbabilityOfWaiting));
        Assert.Contains("1.05", Assert.Throws<InvalidOperationException>(() => saturated.MeanWait).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => saturated.WaitPercentile(50));
        Assert.Throws<InvalidOperationException>(() => new MD1(10, Ms(100)).MeanWait);
    }

    [Fact]
    public void Littles_law_gives_threads_rates_and_times()
    {
        Assert.Equal(10_000, LittlesLaw.InFlightFor(10_000, Ms(200), fanOut: 5));
        Assert.Equal(10_000, LittlesLaw.MaxRate(200, Ms(20)));
        Assert.Equal(Ms(50), LittlesLaw.TimeFor(250, 5_000));
        Assert.Equal(0.1, new LittlesLaw(11, 100, Ms(100)).Difference, 1e-9);
        Assert.Equal("11 in flight; 100/s x 100 ms = 10", new LittlesLaw(11, 100, Ms(100)).ToString());
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
