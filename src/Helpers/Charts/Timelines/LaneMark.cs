namespace HonestAsync;

/// <summary>A moment on a lane: a timer that was due, a cancellation, an answer that came too late.</summary>
/// <exception cref="ArgumentException">The time is negative or not finite.</exception>
public sealed record LaneMark(string Lane, string Label, double At)
{
    /// <summary>In the chart's unit of time.</summary>
    public double At { get; init => field = ChartGuard.Amount(value, nameof(At)); } =
        ChartGuard.Amount(At, nameof(At));
}
