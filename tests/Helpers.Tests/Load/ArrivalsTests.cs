namespace HonestAsync.Helpers.Tests;

public class ArrivalsTests
{
    [Theory]
    [InlineData(10, 4, 40)]
    [InlineData(500, 4, 2_000)]
    [InlineData(3, 0.1, 1)]
    [InlineData(0.1, 20, 2)]
    public void A_rate_times_a_duration_is_the_number_of_requests(double rate, double seconds, int expected) =>
        Assert.Equal(expected, Arrivals.Constant(rate, TimeSpan.FromSeconds(seconds)).Count);

    [Fact]
    public void Equal_gaps_do_not_drift()
    {
        var times = Arrivals.Constant(3_000, TimeSpan.FromSeconds(100)).Times;

        Assert.Equal(TimeSpan.FromSeconds(99), times[297_000]);
        Assert.True(times[^1] < TimeSpan.FromSeconds(100));
    }

    [Fact]
    public void Poisson_arrivals_have_the_rate_and_the_spread_of_their_law()
    {
        var times = Arrivals.Poisson(1_000, TimeSpan.FromSeconds(40), seed: 9).Times;
        double[] gaps = [.. times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds)];
        double mean = gaps.Average();
        double variance = gaps.Average(gap => Math.Pow(gap - mean, 2));

        // a Poisson count of 40,000 has a standard deviation of 200, its exponential gaps' variance one of √8 / √n
        Assert.InRange(times.Length, 40_000 - (5 * 200), 40_000 + (5 * 200));
        Assert.Equal(1, variance / (mean * mean), 5 * Math.Sqrt(8.0 / gaps.Length));
    }

    [Fact]
    public void Two_streams_become_one_in_order()
    {
        var both = Arrivals.Constant(2, TimeSpan.FromSeconds(1)).And(Arrivals.AtOnce(2));

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(0.5)], both.Times);
        Assert.Equal("2 a second, evenly, for 1 s, and 2 at once", both.ToString());
    }

    [Fact]
    public void A_schedule_of_more_than_ten_million_requests_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Arrivals.Constant(1e6, TimeSpan.FromSeconds(11)));
}
