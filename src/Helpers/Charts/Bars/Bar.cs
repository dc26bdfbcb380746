namespace HonestAsync;

/// <summary>One labelled amount, zero or more; the note is set in a quieter tone after the value.</summary>
/// <exception cref="ArgumentException">The value is negative, infinite or not a number.</exception>
public sealed record Bar(string Label, double Value, string? Note = null)
{
    /// <summary>In the unit of the chart.</summary>
    public double Value { get; init => field = ChartGuard.Amount(value, nameof(Value)); } =
        ChartGuard.Amount(Value, nameof(Value));
}
