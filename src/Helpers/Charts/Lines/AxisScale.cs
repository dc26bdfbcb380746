namespace HonestAsync;

/// <summary>How values spread along an axis of a <see cref="LineChart"/> or <see cref="BarChart"/>.</summary>
public enum AxisScale
{
    /// <summary>Equal steps for equal differences.</summary>
    Linear,

    /// <summary>
    /// Equal steps for equal ratios. Zero has no place; the chart says how many points it left out.
    /// </summary>
    Log,

    /// <summary>
    /// For X values that are percentiles, 0 to 100: every further nine gets as much room as the last.
    /// </summary>
    Percentile,
}
