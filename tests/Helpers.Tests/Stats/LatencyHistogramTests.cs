namespace HonestAsync.Helpers.Tests;

public class LatencyHistogramTests
{
    private readonly LatencyHistogram _histogram = new();

    [Fact]
    public void Count_extremes_and_mean_are_exact()
    {
        _histogram.Record(Ms(1));
        _histogram.Record(Ms(2), 2);
        _histogram.Record(TimeSpan.FromTicks(12_345_678));

        Assert.Equal((4, Ms(1), TimeSpan.FromTicks(12_345_678)), (_histogram.Count, _histogram.Min, _histogram.Max));
        Assert.Equal(TimeSpan.FromTicks((10_000 + 40_000 + 12_345_678) / 4), _histogram.Mean);
    }

    [Fact]
    public void A_percentile_is_the_least_value_that_covers_the_share()
    {
        for (int i = 1; i <= 1_000; i++)
        {
            _histogram.Record(Ms(i));
        }

        Assert.Equal(Ms(999).TotalMilliseconds, _histogram.Percentile(99.9).TotalMilliseconds, Ms(999).TotalMilliseconds / 1024);
        Assert.True(_histogram.Percentile(99.9) < Ms(1_000));
        Assert.Equal(Ms(1_000), _histogram.Percentile(99.91));
        Assert.Equal((Ms(1), Ms(1_000)), (_histogram.Percentile(0), _histogram.Percentile(100)));
    }

    [Fact]
    public void An_empty_histogram_has_no_percentile() =>
        Assert.Throws<InvalidOperationException>(() => _histogram.Percentile(50));

    [Fact]
    public void Values_above_the_range_are_counted_and_never_understated()
    {
        var small = new LatencyHistogram(Ms(1), Ms(100), 2);
        small.Record(Ms(50), 9);
        small.Record(TimeSpan.FromHours(3));

        Assert.Equal((10, 1), (small.Count, small.Clipped));
        Assert.Equal(TimeSpan.FromHours(3), small.Percentile(99));
        Assert.Equal(9, small.Buckets()[0].Count);
        Assert.Equal((TimeSpan.FromHours(3), 1), small.Buckets()[1]);
    }

    [Fact]
    public void Correcting_a_stall_adds_the_waits_that_it_hid()
    {
        _histogram.RecordCorrected(Ms(1_000), Ms(100));

        Assert.Equal(10, _histogram.Count);
        Assert.Equal(Ms(100), _histogram.Min);
        Assert.Equal(Ms(550), _histogram.Mean);
    }

    [Fact]
    public void Correcting_afterwards_differs_from_correcting_while_recording_by_at_most_a_bucket()
    {
        var corrected = new LatencyHistogram();
        foreach (int milliseconds in (int[])[3, 40, 999, 2, 700, 100, 100])
        {
            _histogram.Record(Ms(milliseconds));
            corrected.RecordCorrected(Ms(milliseconds), Ms(90));
        }
        var afterwards = _histogram.Corrected(Ms(90));

        Assert.Equal(corrected.Count, afterwards.Count);
        Assert.All((double[])[10, 50, 90, 99], percentile =>
        {
            double expected = corrected.Percentile(percentile).Ticks;
            Assert.InRange(afterwards.Percentile(percentile).Ticks, expected, expected * (1 + (2 * corrected.RelativeError)));
        });
        Assert.Equal(7, _histogram.Count);
    }

    [Fact]
    public void Merged_histograms_equal_one_histogram_of_all_values()
    {
        var (left, right) = (new LatencyHistogram(), new LatencyHistogram());
        for (int i = 1; i <= 200; i++)
        {
            (i % 3 == 0 ? left : right).Record(Ms(i * i));
            _histogram.Record(Ms(i * i));
        }
        left.Merge(right);

        Assert.Equal(_histogram.Buckets(), left.Buckets());
        Assert.Equal((_histogram.Count, _histogram.Min, _histogram.Max, _histogram.Mean), (left.Count, left.Min, left.Max, left.Mean));
    }

    [Fact]
    public void A_histogram_merged_with_itself_has_each_value_twice()
    {
        _histogram.Record(Ms(5), 3);
        _histogram.Merge(_histogram);

        Assert.Equal((6, Ms(5)), (_histogram.Count, _histogram.Mean));
    }

    [Fact]
    public void Histograms_of_different_digits_are_not_merged() =>
        Assert.Throws<ArgumentException>(() => _histogram.Merge(new LatencyHistogram(TimeSpan.FromMicroseconds(1), TimeSpan.FromHours(1), 2)));

    [Fact]
    public void Values_above_a_limit_are_counted()
    {
        _histogram.Record(Ms(10), 5);
        _histogram.Record(Ms(200), 2);

        Assert.Equal((7, 2, 0), (_histogram.CountAbove(TimeSpan.Zero), _histogram.CountAbove(Ms(100)), _histogram.CountAbove(Ms(200))));
    }

    [Fact]
    public Task Nothing_is_lost_when_threads_record_at_once() => Bounded.RunAsync(() =>
    {
        Parallel.For(0, 4, _ =>
        {
            for (int i = 1; i <= 5_000; i++)
            {
                _histogram.Record(Ms(i % 100));
            }
        });

        Assert.Equal(20_000, _histogram.Count);
        Assert.Equal(20_000, _histogram.Buckets().Sum(bucket => bucket.Count));
    });

    [Fact]
    public void The_text_has_percentiles_and_the_number_of_values()
    {
        _histogram.Record(Ms(2), 99);
        _histogram.Record(Ms(80));

        Assert.Equal("p50 2, p90 2, p99 2, max 80 ms of 100 values", _histogram.ToString());
        Assert.Equal("no values", new LatencyHistogram().ToString());
    }

    [Theory]
    [InlineData(0, 100, 3)]
    [InlineData(10, 19, 3)]
    [InlineData(10, 100, 0)]
    [InlineData(10, 100, 6)]
    public void An_impossible_range_is_rejected(long lowest, long highest, int digits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram(new TimeSpan(lowest), new TimeSpan(highest), digits));

    [Fact]
    public void A_negative_time_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _histogram.Record(TimeSpan.FromTicks(-1)));

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
