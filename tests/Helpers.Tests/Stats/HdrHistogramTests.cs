using System.Globalization;
using HdrHistogram;

namespace HonestAsync.Helpers.Tests;

/// <summary>The histogram against HdrHistogram 2.5.0, the .NET port of Gil Tene's original, on the same random values.</summary>
public class HdrHistogramTests
{
    /// <summary>Lowest and highest ticks, digits, seed, expected interval of a closed loop (0: no correction).</summary>
    public static TheoryData<long, long, int, int, long> Settings => new()
    {
        { 10, 36_000_000_000, 3, 1, 0 },
        { 1, 3_600_000_000, 2, 2, 0 },
        { 1, 100_000_000, 5, 3, 0 },
        { 1_000, 100_000_000, 1, 4, 0 },
        { 7, 36_000_000_000, 4, 5, 0 },
        { 10, 36_000_000, 3, 6, 1_000_000 },
        { 10, 36_000_000, 2, 7, 77_777 },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_bucket_holds_as_many_values(long lowest, long highest, int digits, int seed, long interval)
    {
        var (ours, theirs) = Recorded(lowest, highest, digits, seed, interval);

        Assert.Equal(theirs.TotalCount, ours.Count);
        Assert.Equal(theirs.TotalCount, ours.Buckets().Sum(bucket => bucket.Count));
        Assert.All(ours.Buckets(), bucket => Assert.Equal(
            (Exact(ours, theirs.HighestEquivalentValue(bucket.UpTo.Ticks)), theirs.GetCountAtValue(bucket.UpTo.Ticks)),
            (bucket.UpTo.Ticks, bucket.Count)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Percentiles_are_equal_all_9999_of_them_up_to_three_digits(
        long lowest, long highest, int digits, int seed, long interval)
    {
        var (ours, theirs) = Recorded(lowest, highest, digits, seed, interval);
        // theirs rounds a rank to the nearest, ours up: equal for as many values as give each percentile a whole rank
        long missing = (10_000 - (ours.Count % 10_000)) % 10_000;
        ours.Record(new TimeSpan(lowest), missing);
        theirs.RecordValueWithCount(lowest, missing);

        Assert.Equal(0, ours.Count % 10_000);
        // theirs and ours search all buckets for each percentile: a million at five digits
        int every = digits > 3 ? 101 : 1;
        double[] percentiles = [.. Enumerable.Range(1, 9_999).Where(i => i % every == 0).Select(i => (double)((decimal)i / 100))];
        Assert.Equal(
            percentiles.Select(percentile => Exact(ours, theirs.GetValueAtPercentile(percentile))),
            percentiles.Select(percentile => ours.Percentile(percentile).Ticks));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_hgrm_text_has_the_same_rows_and_sizes(long lowest, long highest, int digits, int seed, long interval)
    {
        var (ours, theirs) = Recorded(lowest, highest, digits, seed, interval);
        // with the end of a bucket as the greatest value, the exact maximum is theirs
        long last = theirs.HighestEquivalentValue(theirs.GetMaxValue());
        ours.Record(new TimeSpan(last));
        theirs.RecordValue(last);
        string[] text = ours.ToHgrm().Split('\n');
        string[] expected = Written(theirs).Split('\n');

        // all lines are equal but that of the mean, which is exact here and taken from the buckets there
        int mean = Array.FindIndex(expected, line => line.StartsWith("#[Mean", StringComparison.Ordinal));
        Assert.Equal(expected.Where((_, i) => i != mean), text.Where((_, i) => i != mean));
        Assert.All(Numbers(expected[mean]).Zip(Numbers(text[mean])), pair => Assert.Equal(
            pair.First, pair.Second, (pair.First * ours.RelativeError) + (ours.Resolution.TotalMilliseconds / 2) + 1e-3));
    }

    [Fact]
    public void The_last_rows_of_the_hgrm_text_have_the_exact_maximum()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(2), 3);
        histogram.Record(TimeSpan.FromMilliseconds(80));

        Assert.Equal("""
                   Value     Percentile TotalCount 1/(1-Percentile)

                   2.002 0.000000000000          3           1.00
                   2.002 0.100000000000          3           1.11
                   2.002 0.200000000000          3           1.25
                   2.002 0.300000000000          3           1.43
                   2.002 0.400000000000          3           1.67
                   2.002 0.500000000000          3           2.00
                   2.002 0.550000000000          3           2.22
                   2.002 0.600000000000          3           2.50
                   2.002 0.650000000000          3           2.86
                   2.002 0.700000000000          3           3.33
                   2.002 0.750000000000          3           4.00
                  80.000 0.775000000000          4           4.44
                  80.000 1.000000000000          4
            #[Mean    =       21.500, StdDeviation   =       33.775]
            #[Max     =       80.000, Total count    =            4]
            #[Buckets =           23, SubBuckets     =         2048]

            """, histogram.ToHgrm());
    }

    [Fact]
    public void The_hgrm_text_of_an_empty_histogram_has_no_rows() => Assert.Equal("""
               Value     Percentile TotalCount 1/(1-Percentile)

        #[Mean    =        0.000, StdDeviation   =        0.000]
        #[Max     =        0.000, Total count    =            0]
        #[Buckets =           23, SubBuckets     =         2048]

        """, new LatencyHistogram().ToHgrm());

    [Fact]
    public void Values_above_the_range_are_in_the_hgrm_text()
    {
        var small = new LatencyHistogram(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100), 2);
        small.Record(TimeSpan.FromMilliseconds(50));
        small.Record(TimeSpan.FromHours(3));

        Assert.Contains("10800000.00 1.000000000000          2\n", small.ToHgrm(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_percentile_is_within_the_stated_error_of_the_one_by_sorting_and_never_below_it(int digits)
    {
        long[] sorted = [.. Values(seed: 11, count: 50_000, 36_000_000_000).Order()];
        var histogram = new LatencyHistogram(new TimeSpan(10), TimeSpan.FromHours(1), digits);
        Assert.All(sorted, value => histogram.Record(new TimeSpan(value)));

        Assert.All((decimal[])[0.01m, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9m, 99.99m, 100], percentile =>
        {
            long exact = sorted[(int)Math.Ceiling(percentile * sorted.Length / 100) - 1];
            double over = histogram.Percentile((double)percentile).Ticks - exact;
            double limit = Math.Max(histogram.Resolution.Ticks, exact * histogram.RelativeError);

            Assert.True(over >= 0 && over < limit, $"p{percentile}: {over} ticks above {exact}");
        });
    }

    /// <summary>Theirs ends at the end of a bucket, ours at the true maximum.</summary>
    private static long Exact(LatencyHistogram ours, long theirs) => Math.Min(theirs, ours.Max.Ticks);

    private static (LatencyHistogram Ours, LongHistogram Theirs) Recorded(
        long lowest, long highest, int digits, int seed, long interval)
    {
        var ours = new LatencyHistogram(new TimeSpan(lowest), new TimeSpan(highest), digits);
        var theirs = new LongHistogram(lowest, highest, digits);
        foreach (long value in Values(seed, interval == 0 ? 100_000 : 2_000, highest))
        {
            ours.RecordCorrected(new TimeSpan(value), new TimeSpan(interval));
            theirs.RecordValueWithExpectedInterval(value, interval);
        }
        return (ours, theirs);
    }

    /// <summary>Random values over ten orders of magnitude.</summary>
    private static IEnumerable<long> Values(int seed, int count, long most)
    {
        var random = new SeededRandom(seed);
        for (int i = 0; i < count; i++)
        {
            ulong first = random.Next();
            yield return Math.Min((long)(first >> 1) >> (28 + (int)(random.Next() & 31)), most);
        }
    }

    private static string Written(LongHistogram histogram)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        histogram.OutputPercentileDistribution(text, outputValueUnitScalingRatio: TimeSpan.TicksPerMillisecond);
        return text.ToString();
    }

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', ',', ']').Where(field => double.TryParse(field, CultureInfo.InvariantCulture, out _))
            .Select(GoldenData.Number)];
}
