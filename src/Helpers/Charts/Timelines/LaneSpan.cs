namespace HonestAsync;

/// <summary>
/// One stretch in which a lane (a thread, an event loop) ran an operation, in the chart's unit of time.
/// </summary>
/// <exception cref="ArgumentException">A time is negative or not finite, or the end comes before the
/// start.</exception>
public sealed record LaneSpan(string Lane, string Operation, double Start, double End, string? Note = null)
{
    /// <summary>In the chart's unit of time.</summary>
    public double Start { get; } = ChartGuard.Amount(Start, nameof(Start));

    /// <summary>Not before the start; the same for something too short to measure.</summary>
    public double End { get; } = ChartGuard.Amount(End, nameof(End)) >= Start
        ? End
        : throw new ArgumentException(
            FormattableString.Invariant($"A span ends at {End}, before it starts at {Start}."), nameof(End));

    internal double Length => End - Start;
}
