using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Counts times in log-linear buckets (the layout of Gil Tene's HdrHistogram): constant memory, any number of
/// values, and a stated error. Averages hide what users feel; percentiles of this show it.
/// </summary>
/// <remarks>
/// A percentile is never below the true one, and above it by less than <see cref="RelativeError"/> of it or one
/// <see cref="Resolution"/>, whichever is more. Count, minimum, maximum and mean are exact. Thread safe.
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

    /// <summary>From 1 µs to 1 h with three significant digits: 197 KB.</summary>
    public LatencyHistogram()
        : this(TimeSpan.FromMicroseconds(1), TimeSpan.FromHours(1), 3)
    {
    }

    /// <summary>Tells apart times from <paramref name="lowest"/> to <paramref name="highest"/>, to 1–5 significant digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Lowest below one tick, highest below twice the lowest, or other digits.</exception>
    public LatencyHistogram(TimeSpan lowest, TimeSpan highest, int significantDigits)
        : this(new BucketLayout(lowest.Ticks, highest.Ticks, significantDigits))
    {
    }

    private LatencyHistogram(BucketLayout layout) => (_layout, _counts) = (layout, new long[layout.Length]);

    /// <summary>Times below this are not told apart: the power of two ticks at or under the lowest one.</summary>
    public TimeSpan Resolution => new(_layout.Unit);

    /// <summary>By how much of itself a percentile can be too high: 1/1024 at three digits.</summary>
    public double RelativeError => _layout.RelativeError;

    /// <summary>How many values were recorded.</summary>
    public long Count => Read(ref _count);

    /// <summary>Values above the highest trackable one. They count, and any percentile among them is <see cref="Max"/>.</summary>
    public long Clipped => Read(ref _clipped);

    /// <summary>The shortest value, exactly; zero when nothing was recorded.</summary>
    public TimeSpan Min => new(Read(ref _count) == 0 ? 0 : Read(ref _min));

    /// <summary>The longest value, exactly.</summary>
    public TimeSpan Max => new(Read(ref _max));

    /// <summary>The mean, exactly (to one tick); zero when nothing was recorded.</summary>
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

    /// <summary>Records one value, or the same one <paramref name="times"/> times.</summary>
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
    /// Records a value of a closed loop together with those that it kept from happening: a stall of one second in a
    /// loop that should ask every 100 ms also hid waits of 900, 800, … 100 ms.
    /// </summary>
    /// <remarks>A reconstruction, not a measurement: an open loop measures it. An interval of zero adds nothing.</remarks>
    public void RecordCorrected(TimeSpan value, TimeSpan expectedInterval)
    {
        Record(value);
        using (ShortLock.On(_lock))
        {
            AddOmitted(value.Ticks, expectedInterval.Ticks, 1);
        }
    }

    /// <summary>A copy with what coordinated omission hid filled in, as if by <see cref="RecordCorrected"/>, from buckets.</summary>
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

    /// <summary>Adds what another histogram of the same range and digits holds.</summary>
    /// <exception cref="ArgumentException">The other one has another layout.</exception>
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

    /// <summary>The least value that at least this percentage (0–100) of all values do not exceed (nearest rank).</summary>
    /// <exception cref="InvalidOperationException">Nothing was recorded: there is no percentile, not even zero.</exception>
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
            // in decimals, or 99.9 % of 1,000 would be the 1,000th
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

    /// <summary>How many values are above <paramref name="limit"/>; those that share its bucket count as equal to it.</summary>
    public long CountAbove(TimeSpan limit)
    {
        int index = _layout.IndexOf(limit.Ticks);
        return Buckets().Where(bucket => bucket.UpTo > limit && _layout.IndexOf(bucket.UpTo.Ticks) > index).Sum(bucket => bucket.Count);
    }

    /// <summary>The buckets that hold something, each by the highest time that falls into it, in order.</summary>
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
