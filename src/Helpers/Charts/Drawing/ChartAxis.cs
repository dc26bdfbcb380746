namespace HonestAsync;

/// <summary>
/// Maps values to shares of an axis (0 at its start, 1 at its end) and finds round ticks.
/// </summary>
internal sealed class ChartAxis
{
    private readonly AxisScale _scale;
    private readonly bool _hasMaximum;
    private readonly double _leastStep;
    private readonly double _start;
    private readonly double _end;

    private ChartAxis(AxisScale scale, double start, double end, bool hasMaximum = false, double leastStep = 0) =>
        (_scale, _start, _end, _hasMaximum, _leastStep) = (scale, start, end, hasMaximum, leastStep);

    /// <param name="scale">The scale of the axis.</param>
    /// <param name="values">The values to fit; a log axis ignores zeros.</param>
    /// <param name="roundEnd">True starts a linear axis at zero and ends it at a tick.</param>
    public static ChartAxis Over(AxisScale scale, IEnumerable<double> values, bool roundEnd = false)
    {
        var all = values.Where(value => scale != AxisScale.Log || value > 0).DefaultIfEmpty(1).ToList();
        var (least, most) = (all.Min(), all.Max());
        switch (scale)
        {
            case AxisScale.Log:
                var (first, last) = (Math.Floor(Math.Log10(least)), Math.Ceiling(Math.Log10(most)));
                return new(scale, first, last > first ? last : first + 1);
            case AxisScale.Percentile:
                var finite = all.Where(value => value < 100).DefaultIfEmpty(0).Max();
                return new(scale, 0, Math.Max(1, Nines(finite)) + (most >= 100 ? 0.4 : 0), most >= 100);
            default:
                var start = roundEnd || least < most * 0.4 || least == most ? 0 : least;
                var end = most > start ? most : start + 1;
                // counts have no halves: 0.5 requests must not be a tick
                var leastStep = all.TrueForAll(double.IsInteger) ? 1 : 0;
                var step = Math.Max(leastStep, Step(end - start, 5));
                var lastTick = Math.Ceiling((end / step) - 1e-9) * step;
                // measured times often end just below a round number: include it
                return new(scale, start, roundEnd || lastTick - end < (end - start) * 0.03 ? lastTick : end,
                    leastStep: leastStep);
        }
    }

    public bool CanShow(double value) => _scale != AxisScale.Log || value > 0;

    public double Share(double value) => (Place(value) - _start) / (_end - _start);

    public List<(double Share, string Label)> Ticks(int about) => _scale switch
    {
        AxisScale.Log => LogTicks(about),
        AxisScale.Percentile => PercentileTicks(),
        _ => LinearTicks(about),
    };

    private static double Nines(double percentile) => Math.Log10(100 / (100 - percentile));

    private static double Step(double range, int about)
    {
        var rough = range / Math.Max(1, about);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    private double Place(double value) => _scale switch
    {
        AxisScale.Log => Math.Log10(value),
        AxisScale.Percentile => value >= 100 ? _end : Nines(value),
        _ => value,
    };

    private List<(double Share, string Label)> LinearTicks(int about)
    {
        var step = Math.Max(_leastStep, Step(_end - _start, about));
        var ticks = new List<(double, string)>();
        for (var i = (long)Math.Ceiling((_start / step) - 1e-9); i * step <= _end + (step * 1e-9); i++)
        {
            ticks.Add((Share(i * step), ChartNumbers.Tick(Math.Round(i * step / step) * step)));
        }

        return ticks;
    }

    private List<(double Share, string Label)> LogTicks(int about)
    {
        var decades = (int)(_end - _start);
        var every = Math.Max(1, (int)Math.Ceiling(decades / (double)Math.Max(1, about)));
        var digits = decades == 1 ? [1, 2, 5] : new[] { 1 };
        return [.. from decade in Enumerable.Range(0, decades + 1).Where(decade => decade % every == 0)
                   from digit in digits
                   let value = digit * Math.Pow(10, _start + decade)
                   let share = Share(value)
                   where share <= 1 + 1e-9
                   select (share, ChartNumbers.Tick(value))];
    }

    private List<(double Share, string Label)> PercentileTicks()
    {
        var last = _end - (_hasMaximum ? 0.4 : 0);
        var ticks = new List<(double, string)> { (0, "0"), (Share(50), "50") };
        var percentile = 90m;
        for (var nines = 1; nines <= last + 1e-9; nines++)
        {
            ticks.Add((nines / _end, percentile.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            percentile = (percentile / 10) + 90;
        }

        if (_hasMaximum)
        {
            ticks.Add((1, "max"));
        }

        return ticks;
    }
}

/// <summary>The scale of an axis of a <see cref="LineChart"/> or <see cref="BarChart"/>.</summary>
public enum AxisScale
{
    /// <summary>Equal steps for equal differences.</summary>
    Linear,

    /// <summary>
    /// Equal steps for equal ratios. The axis has no zero; the chart states how many points it left out.
    /// </summary>
    Log,

    /// <summary>
    /// For X values that are percentiles (0 to 100): each further nine gets the same room.
    /// </summary>
    Percentile,
}
