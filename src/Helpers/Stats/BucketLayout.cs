using System.Numerics;

namespace HonestAsync;

/// <summary>
/// Where a value falls in a log-linear histogram: every power of two is cut into the same number of equal parts, so
/// that the width of a part stays below a fixed share of the value.
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
        _unitMagnitude = BitOperations.Log2((ulong)lowest);
        // parts of size one up to twice ten to the digits: that far a part is a single unit
        long parts = 2 * (long)Math.Pow(10, digits);
        _halfMagnitude = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)parts)) - 1;
        Length = IndexOf(highest) + 1;
    }

    /// <summary>The width of the narrowest bucket.</summary>
    public long Unit => 1L << _unitMagnitude;

    /// <summary>The widest a bucket can be as a share of the values in it.</summary>
    public double RelativeError => 1.0 / (1L << _halfMagnitude);

    /// <summary>How many buckets reach up to the highest value.</summary>
    public int Length { get; }

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

    private int PowerOf(long value) =>
        Math.Max(0, BitOperations.Log2((ulong)value | 1) - _unitMagnitude - _halfMagnitude);
}
