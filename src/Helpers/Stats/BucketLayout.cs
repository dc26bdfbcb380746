using System.Numerics;

namespace HonestAsync;

/// <summary>
/// The buckets of a log-linear histogram: every power of two is divided into the same number of equal buckets, so that the
/// width of a bucket stays below a fixed share of its values. The layout is that of HdrHistogram.
/// </summary>
internal sealed record BucketLayout
{
    private readonly int _unitMagnitude;
    private readonly int _halfMagnitude;

    public BucketLayout(long lowest, long highest, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lowest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, lowest * 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 5);
        Digits = digits;
        _unitMagnitude = BitOperations.Log2((ulong)lowest);
        // up to twice ten to the digits each bucket is a single unit
        long parts = 2 * (long)Math.Pow(10, digits);
        _halfMagnitude = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)parts)) - 1;
        Length = IndexOf(highest) + 1;
        PowersOfTwo = PowerOf(highest) + 1;
    }

    /// <summary>Significant decimal digits, 1 to 5.</summary>
    public int Digits { get; }

    /// <summary>The width of the narrowest bucket.</summary>
    public long Unit => 1L << _unitMagnitude;

    /// <summary>The largest width of a bucket as a share of the values in it.</summary>
    public double RelativeError => 1.0 / (1L << _halfMagnitude);

    /// <summary>The number of buckets up to the highest value.</summary>
    public int Length { get; }

    /// <summary>The number of powers of two up to the highest value, each divided alike.</summary>
    public int PowersOfTwo { get; }

    /// <summary>The number of buckets in the first power of two; later ones use the upper half.</summary>
    public int PartsPerPower => 2 << _halfMagnitude;

    public int IndexOf(long value)
    {
        int power = PowerOf(value);
        return (power << _halfMagnitude) + (int)(value >> (power + _unitMagnitude));
    }

    /// <summary>The highest value that falls into a bucket.</summary>
    public long HighestAt(int index)
    {
        int power = Math.Max(0, (index >> _halfMagnitude) - 1);
        long part = index - ((long)power << _halfMagnitude);
        return ((part + 1) << (power + _unitMagnitude)) - 1;
    }

    /// <summary>The value in the middle of a bucket, rounded up.</summary>
    public long MiddleAt(int index)
    {
        long lowest = index == 0 ? 0 : HighestAt(index - 1) + 1;
        return lowest + ((HighestAt(index) + 1 - lowest) / 2);
    }

    private int PowerOf(long value) =>
        Math.Max(0, BitOperations.Log2((ulong)value | 1) - _unitMagnitude - _halfMagnitude);
}
