namespace HonestAsync;

/// <summary>What a log bar chart shows as dots: its axis, its caption, and what has no dot.</summary>
internal sealed class BarDots
{
    public BarDots(BarChart chart)
    {
        Axis = ChartAxis.Over(AxisScale.Log, chart.Bars.Select(bar => bar.Value));
        Caption = (chart.Unit.Length == 0 ? "" : $"{chart.Unit}, ") + "log scale";
        var zeros = chart.Bars.Count(bar => !Axis.CanShow(bar.Value));
        Note = zeros == 0
            ? null
            : $"{ChartNumbers.Count(zeros, "amount")} of zero without a dot: a log axis has no zero";
    }

    public ChartAxis Axis { get; }

    public string Caption { get; }

    /// <summary>The powers of ten between which the axis runs.</summary>
    public static (double Least, double Most) Decades(BarChart chart)
    {
        var shown = chart.Bars.Select(bar => bar.Value).Where(value => value > 0).DefaultIfEmpty(1).ToList();
        var (least, most) = (Math.Floor(Math.Log10(shown.Min())), Math.Ceiling(Math.Log10(shown.Max())));
        return (least, Math.Max(most, least + 1));
    }

    /// <summary>What the picture cannot show, or null.</summary>
    public string? Note { get; }
}
