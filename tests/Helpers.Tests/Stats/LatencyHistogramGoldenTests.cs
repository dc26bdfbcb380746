using System.Globalization;

namespace HonestAsync.Helpers.Tests;

/// <summary>Against Gil Tene's HdrHistogram 2.1.11, and against percentiles by sorting (numpy script).</summary>
public class LatencyHistogramGoldenTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenData.Lines("Stats", "histogram.golden", "case").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Percentiles_are_those_of_the_original_histogram(int index)
    {
        string[] fields = [.. GoldenData.Lines("Stats", "histogram.golden", "case").ElementAt(index)];
        long[] numbers = [.. fields[..7].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        var histogram = new LatencyHistogram(new TimeSpan(numbers[0]), new TimeSpan(numbers[1]), (int)numbers[2]);
        foreach (long value in Values(numbers[3], (int)numbers[4], numbers[1]))
        {
            histogram.RecordCorrected(new TimeSpan(value), new TimeSpan(numbers[5]));
        }

        Assert.Equal(numbers[6], histogram.Count);
        Assert.All(fields[7..], field =>
        {
            string[] pair = field.Split('=');
            // ours ends at the true maximum where theirs ends at the end of its bucket
            long expected = Math.Min(long.Parse(pair[1], CultureInfo.InvariantCulture), histogram.Max.Ticks);
            Assert.Equal(expected, histogram.Percentile(GoldenData.Number(pair[0])).Ticks);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_percentile_is_within_the_stated_error_of_the_one_by_sorting_and_never_below_it(int digits)
    {
        Assert.All(GoldenData.Lines("Stats", "statistics.golden", "exact"), fields =>
        {
            var histogram = new LatencyHistogram(new TimeSpan(10), TimeSpan.FromHours(1), digits);
            foreach (long value in Values(long.Parse(fields[0], CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture), 36_000_000_000))
            {
                histogram.Record(new TimeSpan(value));
            }
            Assert.All(fields[2..], field =>
            {
                string[] pair = field.Split('=');
                double exact = GoldenData.Number(pair[1]);
                double over = histogram.Percentile(GoldenData.Number(pair[0])).Ticks - exact;

                Assert.True(over >= 0, $"{field}: {over} below");
                Assert.True(over < Math.Max(histogram.Resolution.Ticks, exact * histogram.RelativeError), $"{field}: {over} above");
            });
        });
    }

    [Fact]
    public void Random_numbers_are_those_of_the_published_generator() =>
        Assert.All(GoldenData.Lines("Stats", "histogram.golden", "random"), fields =>
        {
            var random = new SeededRandom(long.Parse(fields[0], CultureInfo.InvariantCulture));

            Assert.Equal(fields[1..], fields[1..].Select(_ => random.Next().ToString(CultureInfo.InvariantCulture)));
        });

    /// <summary>The values that both scripts make, spread over ten orders of magnitude.</summary>
    private static IEnumerable<long> Values(long seed, int count, long most)
    {
        var random = new SeededRandom(seed);
        for (int i = 0; i < count; i++)
        {
            ulong first = random.Next();
            yield return Math.Min((long)(first >> 1) >> (28 + (int)(random.Next() & 31)), most);
        }
    }
}
