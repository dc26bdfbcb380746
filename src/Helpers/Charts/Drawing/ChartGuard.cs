namespace HonestAsync;

/// <summary>
/// Refuses data that no chart can draw honestly, where it is made and not where it is drawn.
/// </summary>
internal static class ChartGuard
{
    public static double Amount(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException(
                FormattableString.Invariant($"{name} must be a finite number of zero or more, but is {value}."), name);

    /// <summary>A copy, so that a list changed later does not change the chart.</summary>
    public static IReadOnlyList<T> Copy<T>(IReadOnlyList<T>? items, string name) =>
        items is null ? throw new ArgumentNullException(name) : [.. items];
}
