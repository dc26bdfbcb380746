namespace HonestAsync.Helpers.Tests;

/// <summary>Against scipy 1.10.1: stats.bootstrap, numpy.quantile, stats.norm.</summary>
public class BootstrapTests
{
    private const int Resamples = 20_000;
    private static readonly double[] s_sample =
        [.. GoldenData.Lines("Stats", "statistics.golden", "sample").Single().Select(GoldenData.Number)];

    public static TheoryData<string, string> Intervals =>
        [.. GoldenData.Lines("Stats", "statistics.golden", "interval").Select(fields => (fields[0], fields[1]))];

    [Theory]
    [MemberData(nameof(Intervals))]
    public void Each_end_lies_where_resampling_error_allows(string method, string name)
    {
        double[] golden = [.. GoldenData.Lines("Stats", "statistics.golden", "interval")
            .Single(fields => fields[0] == method && fields[1] == name)[2..].Select(GoldenData.Number)];
        var interval = Bootstrap.Interval(s_sample, Statistic(name), resamples: Resamples, seed: 3,
            method: Enum.Parse<BootstrapMethod>(method, ignoreCase: true));

        Assert.Equal(golden[0], interval.Estimate, 1e-9);
        Assert.InRange(interval.Low, golden[3], golden[4]);
        Assert.InRange(interval.High, golden[5], golden[6]);
    }

    [Fact]
    public void Skew_moves_both_ends_of_the_mean_upwards()
    {
        var plain = Bootstrap.Interval(s_sample, values => values.Average(), method: BootstrapMethod.Percentile);
        var bca = Bootstrap.OfMean(s_sample);

        Assert.True(bca.Low > plain.Low && bca.High > plain.High, $"{bca} against {plain}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_one_does_not()
    {
        Assert.Equal(Bootstrap.OfMean(s_sample, seed: 5), Bootstrap.OfMean([.. s_sample.Reverse()], seed: 5));
        Assert.NotEqual(Bootstrap.OfMean(s_sample, seed: 5).Low, Bootstrap.OfMean(s_sample, seed: 6).Low);
    }

    [Fact]
    public void More_confidence_needs_a_wider_interval()
    {
        var (narrow, wide) = (Bootstrap.OfMedian(s_sample, 0.8), Bootstrap.OfMedian(s_sample, 0.99));

        Assert.True(wide.Low < narrow.Low && wide.High > narrow.High, $"{wide} against {narrow}");
    }

    [Fact]
    public void A_sample_without_spread_has_an_interval_without_width()
    {
        var interval = Bootstrap.OfMean([4, 4, 4, 4, 4]);

        Assert.Equal((4, 4, 4), (interval.Estimate, interval.Low, interval.High));
    }

    [Fact]
    public void The_interval_decides_and_one_that_straddles_is_no_answer()
    {
        var interval = new BootstrapInterval(3, 2, 4, 0.95, 2_000, BootstrapMethod.Bca);

        Assert.True(interval.Above(1.9).IsYes && interval.Above(4).IsNo && interval.Below(5).IsYes);
        Assert.False(interval.Above(3).IsYes || interval.Above(3).IsNo);
    }

    [Fact]
    public void Quantiles_are_those_of_numpy()
    {
        double[] sorted = [.. s_sample.Order()];

        Assert.All(GoldenData.Lines("Stats", "statistics.golden", "quantile"), fields =>
            Assert.Equal(GoldenData.Number(fields[1]), Bootstrap.Quantile(sorted, GoldenData.Number(fields[0])), 1e-9));
    }

    [Fact]
    public void The_normal_distribution_is_that_of_scipy() =>
        Assert.All(GoldenData.Lines("Stats", "statistics.golden", "normal"), fields =>
        {
            var (z, share) = (GoldenData.Number(fields[0]), GoldenData.Number(fields[1]));

            // twelve digits are written
            Assert.Equal(1, Normal.Cumulative(z) / share, 1e-11);
            Assert.Equal(share, Normal.Cumulative(Normal.Quantile(share)), 1e-12);
        });

    [Fact]
    public void Four_values_are_too_few() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfMean([1, 2, 3, 4]));

    private static Func<double[], double> Statistic(string name) => name switch
    {
        "mean" => values => values.Average(),
        "median" => values => Bootstrap.Quantile(values, 0.5),
        "deviation" => values => Math.Sqrt(values.Average(value => value * value) - Math.Pow(values.Average(), 2)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such statistic."),
    };
}
