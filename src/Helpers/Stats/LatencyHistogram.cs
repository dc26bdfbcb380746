using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A latency histogram with log-linear buckets, laid out like Gil Tene's HdrHistogram: constant memory for any number of
/// values, and percentiles with a known error.
/// </summary>
/// <remarks>
/// A percentile is never below the true one. It exceeds it by less than one <see cref="Resolution"/> or, if that is more,
/// <see cref="RelativeError"/> of the value. Count, minimum, maximum and mean are exact. Thread-safe.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LatencyHistogram
{
    private readonly object _lock = new();
    private readonly BucketLayout _layout;
    private readonly long[] _counts;
    private long _count;
    private long _clipped;
    private Int128 _sum;
    private long _min = long.MaxValue;
    private long _max;

    /// <summary>Creates a histogram from 1 µs to 1 h with three significant digits: 197 KB.</summary>
    public LatencyHistogram()
        : this(TimeSpan.FromMicroseconds(1), TimeSpan.FromHours(1), 3)
    {
    }

    /// <summary>Creates a histogram that distinguishes times between two limits to 1–5 significant digits.</summary>
    /// <param name="lowest">The shortest time to distinguish from zero; at least one tick.</param>
    /// <param name="highest">The longest time to track; at least twice the lowest.</param>
    /// <param name="significantDigits">Decimal digits that a percentile keeps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit or the number of digits is out of range.</exception>
    public LatencyHistogram(TimeSpan lowest, TimeSpan highest, int significantDigits)
        : this(new BucketLayout(lowest.Ticks, highest.Ticks, significantDigits))
    {
    }

    private LatencyHistogram(BucketLayout layout) => (_layout, _counts) = (layout, new long[layout.Length]);

    /// <summary>The width of the narrowest bucket: the power of two, in ticks, at or below the lowest time.</summary>
    public TimeSpan Resolution => new(_layout.Unit);

    /// <summary>How much too high a percentile can be, as a share of its value: 1/1024 at three digits.</summary>
    public double RelativeError => _layout.RelativeError;

    /// <summary>The number of recorded values.</summary>
    public long Count => Read(ref _count);

    /// <summary>The number of values above the highest trackable time. A percentile among them is <see cref="Max"/>.</summary>
    public long Clipped => Read(ref _clipped);

    /// <summary>The shortest value, exactly; zero if nothing was recorded.</summary>
    public TimeSpan Min => new(Read(ref _count) == 0 ? 0 : Read(ref _min));

    /// <summary>The longest value, exactly.</summary>
    public TimeSpan Max => new(Read(ref _max));

    /// <summary>The mean, cut to a tick; zero if nothing was recorded.</summary>
    public TimeSpan Mean
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return new TimeSpan(_count == 0 ? 0 : (long)(_sum / _count));
            }
        }
    }

    /// <summary>Records a value once, or <paramref name="times"/> times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value or the number is negative.</exception>
    public void Record(TimeSpan value, long times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        using (ShortLock.On(_lock))
        {
            Add(value.Ticks, times);
        }
    }

    /// <summary>
    /// Records a value of a closed loop and the values that coordinated omission hid: in a loop that should send a request
    /// every 100 ms, a stall of one second also hid waits of 900, 800, … 100 ms.
    /// </summary>
    /// <remarks>This reconstructs what an open loop measures. An interval of zero adds nothing.</remarks>
    public void RecordCorrected(TimeSpan value, TimeSpan expectedInterval)
    {
        Record(value);
        using (ShortLock.On(_lock))
        {
            AddOmitted(value.Ticks, expectedInterval.Ticks, 1);
        }
    }

    /// <summary>
    /// Returns a copy with the values that coordinated omission hid. Differs from <see cref="RecordCorrected"/> by at most
    /// the width of a bucket.
    /// </summary>
    public LatencyHistogram Corrected(TimeSpan expectedInterval)
    {
        var corrected = new LatencyHistogram(_layout);
        corrected.Merge(this);
        foreach (var (upTo, count) in Buckets())
        {
            corrected.AddOmitted(upTo.Ticks, expectedInterval.Ticks, count);
        }
        return corrected;
    }

    /// <summary>Adds the values of another histogram with the same range and digits.</summary>
    /// <exception cref="ArgumentException">The other histogram has a different range or number of digits.</exception>
    public void Merge(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._layout != _layout)
        {
            throw new ArgumentException("Only histograms of the same range and digits can be merged.", nameof(other));
        }
        var copy = other.Copy();
        using (ShortLock.On(_lock))
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                _counts[i] += copy._counts[i];
            }
            (_count, _clipped, _sum) = (_count + copy._count, _clipped + copy._clipped, _sum + copy._sum);
            (_min, _max) = (Math.Min(_min, copy._min), Math.Max(_max, copy._max));
        }
    }

    /// <summary>
    /// The percentile by nearest rank: the least value that at least this percentage (0–100) of all values do not exceed.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing was recorded.</exception>
    public TimeSpan Percentile(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        using (ShortLock.On(_lock))
        {
            if (_count == 0)
            {
                throw new InvalidOperationException("The histogram is empty: it has no percentiles.");
            }
            // in decimal, or the rank of 99.9 % of 1,000 would be 1,000
            long rank = (long)Math.Ceiling((decimal)percentile * _count / 100);
            if (rank == 0)
            {
                return new TimeSpan(_min);
            }
            int at = -1;
            for (long seen = 0; seen < rank && ++at < _counts.Length;)
            {
                seen += _counts[at];
            }
            return new TimeSpan(at < _counts.Length ? Math.Min(_layout.HighestAt(at), _max) : _max);
        }
    }

    /// <summary>The number of values above <paramref name="limit"/>; values in its bucket count as equal to it.</summary>
    public long CountAbove(TimeSpan limit)
    {
        int index = _layout.IndexOf(limit.Ticks);
        return Buckets().Where(bucket => bucket.UpTo > limit && _layout.IndexOf(bucket.UpTo.Ticks) > index)
            .Sum(bucket => bucket.Count);
    }

    /// <summary>The buckets that are not empty, in order, each with the highest time it can hold.</summary>
    public IReadOnlyList<(TimeSpan UpTo, long Count)> Buckets()
    {
        var copy = Copy();
        List<(TimeSpan, long)> buckets = [];
        for (int i = 0; i < copy._counts.Length; i++)
        {
            if (copy._counts[i] > 0)
            {
                buckets.Add((new TimeSpan(Math.Min(_layout.HighestAt(i), copy._max)), copy._counts[i]));
            }
        }
        if (copy._clipped > 0)
        {
            buckets.Add((new TimeSpan(copy._max), copy._clipped));
        }
        return buckets;
    }

    /// <summary>
    /// Formats the percentiles, in milliseconds, as HdrHistogram writes them to an <c>.hgrm</c> file. Plot it with
    /// https://hdrhistogram.github.io/HdrHistogram/plotFiles.html.
    /// </summary>
    /// <remarks>Mean and maximum are the exact ones, where HdrHistogram takes the middle and the end of a bucket.</remarks>
    public string ToHgrm() => HgrmText.Of(Copy(), _layout);

    /// <inheritdoc/>
    public override string ToString() => Count == 0 ? "no values" : string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"p50 {Ms(50)}, p90 {Ms(90)}, p99 {Ms(99)}, max {Ms(100)} ms of {Count:#,0} values");

    private string Ms(double percentile) => ChartNumbers.Label(Percentile(percentile).TotalMilliseconds);

    private LatencyHistogram Copy()
    {
        var copy = new LatencyHistogram(_layout);
        using (ShortLock.On(_lock))
        {
            _counts.CopyTo(copy._counts, 0);
            (copy._count, copy._clipped, copy._sum, copy._min, copy._max) = (_count, _clipped, _sum, _min, _max);
        }
        return copy;
    }

    private void Add(long ticks, long times)
    {
        if (times == 0)
        {
            return;
        }
        int index = _layout.IndexOf(ticks);
        if (index < _counts.Length)
        {
            _counts[index] += times;
        }
        else
        {
            _clipped += times;
        }
        (_count, _sum) = (_count + times, _sum + ((Int128)ticks * times));
        (_min, _max) = (Math.Min(_min, ticks), Math.Max(_max, ticks));
    }

    private void AddOmitted(long ticks, long interval, long times)
    {
        for (long missing = ticks - interval; interval > 0 && missing >= interval; missing -= interval)
        {
            Add(missing, times);
        }
    }

    private long Read(ref long field)
    {
        using (ShortLock.On(_lock))
        {
            return field;
        }
    }
}
