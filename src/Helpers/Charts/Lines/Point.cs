using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>One measured point, both coordinates zero or more.</summary>
/// <exception cref="ArgumentException">A coordinate is negative, infinite or not a number.</exception>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Point(double X, double Y)
{
    /// <summary>In the unit of the X label.</summary>
    public double X { get; init => field = ChartGuard.Amount(value, nameof(X)); } = ChartGuard.Amount(X, nameof(X));

    /// <summary>In the unit of the Y label.</summary>
    public double Y { get; init => field = ChartGuard.Amount(value, nameof(Y)); } = ChartGuard.Amount(Y, nameof(Y));
}
