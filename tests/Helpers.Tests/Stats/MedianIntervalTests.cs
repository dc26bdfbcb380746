using System.Numerics;

namespace HonestAsync.Helpers.Tests;

/// <summary>The interval of a median by order statistics: its ranks, and the share of intervals that hold the median.</summary>
public class MedianIntervalTests
{
    private const int Samples = 10_000;

    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(8, 1, 8)]
    [InlineData(9, 2, 8)]
    [InlineData(10, 2, 9)]
    [InlineData(11, 2, 10)]
    [InlineData(20, 6, 15)]
    [InlineData(30, 10, 21)]
    [InlineData(60, 22, 39)]
    [InlineData(100, 40, 61)]
    [InlineData(10_000, 4_902, 5_099)]
    public void The_ranks_are_those_of_the_binomial_distribution(int count, int low, int high) =>
        Assert.Equal((low - 1, high - 1), MedianInterval.Ranks(count));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Fewer_than_six_values_have_no_interval(int count) => Assert.Null(MedianInterval.Ranks(count));

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(60)]
    public void At_least_94_of_100_intervals_hold_the_median_of_any_distribution(int count)
    {
        var (low, high) = MedianInterval.Ranks(count)!.Value;
        double expected = ShareBetweenRanks(count, low);
        double allowed = 5 * Math.Sqrt(expected * (1 - expected) / Samples);

        Assert.All(Enum.GetValues<Shape>(), shape =>
        {
            var random = new SeededRandom(count);
            double median = Draw(shape, 0.5);
            double[] sorted = new double[count];
            int held = 0;
            for (int i = 0; i < Samples; i++)
            {
                foreach (ref double value in sorted.AsSpan())
                {
                    value = Draw(shape, random.Share());
                }
                Array.Sort(sorted);
                held += sorted[low] <= median && median <= sorted[high] ? 1 : 0;
            }
            double share = (double)held / Samples;

            Assert.InRange(share, 0.94, 1);
            Assert.InRange(share, expected - allowed, expected + allowed);
        });
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 0.025)]
    [InlineData(10, 0.025)]
    [InlineData(60, 0.025)]
    public void Work_of_equal_speed_is_called_slower_in_at_most_one_of_forty_measurements(int pairs, double most)
    {
        var random = new SeededRandom(pairs);
        int slower = 0;
        for (int i = 0; i < Samples; i++)
        {
            // two times with the same skewed distribution: the median of their ratio is 1
            var ratio = Ratio.OfPairs(Enumerable.Range(0, pairs).Select(_ =>
                Draw(Shape.Exponential, random.Share()) / Draw(Shape.Exponential, random.Share())));
            slower += ratio.Above(1).IsYes ? 1 : 0;
        }

        Assert.InRange((double)slower / Samples, 0, most + (5 * Math.Sqrt(most * (1 - most) / Samples)));
    }

    [Fact]
    public void A_ratio_of_five_pairs_answers_no_question()
    {
        var ratio = Ratio.OfPairs([10, 10, 10, 10, 10]);

        Assert.Equal(new Ratio(10, 0, double.PositiveInfinity, 5), ratio);
        Assert.All((Trilean[])[ratio.Above(3), ratio.Below(3), ratio.Above(30), ratio.Below(30)], answer =>
            Assert.Equal(Trilean.Unclear, answer));
        Assert.Equal("10x (no interval from 5 pairs)", ratio.ToString());
    }

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle() =>
        Assert.Equal(new Ratio(2.5, 1, 9, 6), Ratio.OfPairs([9, 1, 2, 3, 2, 8]));

    [Fact]
    public void No_ratios_are_rejected() => Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.OfPairs([]));

    private enum Shape
    {
        Uniform,
        Exponential,

        /// <summary>So heavy a tail that it has no mean.</summary>
        Pareto,

        /// <summary>A quiet machine in three of four cases, a busy one in the fourth.</summary>
        TwoModes,
    }

    /// <summary>The quantile of a distribution at a share from 0 up to and without 1.</summary>
    private static double Draw(Shape shape, double share) => shape switch
    {
        Shape.Exponential => -Math.Log(1 - share),
        Shape.Pareto => 1 / (1 - share),
        Shape.TwoModes => share < 0.75 ? 1 + share : 100 + share,
        _ => share,
    };

    /// <summary>The exact share of samples whose median lies between the two order statistics, in whole numbers.</summary>
    private static double ShareBetweenRanks(int count, int low)
    {
        BigInteger tail = 0;
        BigInteger ways = 1;
        for (int k = 0; k <= low; k++)
        {
            tail += ways;
            ways = ways * (count - k) / (k + 1);
        }
        return 1 - (2 * (double)tail / Math.Pow(2, count));
    }
}
