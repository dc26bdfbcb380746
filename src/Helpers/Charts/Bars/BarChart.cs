namespace HonestAsync;

/// <summary>
/// A horizontal bar chart. Bars start at zero, so their lengths are comparable, and keep the given order. Each value is
/// printed at the end of its bar instead of an axis.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record BarChart(string Title, string Unit, IReadOnlyList<Bar> Bars) : Chart(Title)
{
    /// <summary>The bars, from top to bottom.</summary>
    public IReadOnlyList<Bar> Bars { get; init => field = ChartGuard.Copy(value, nameof(Bars)); } =
        ChartGuard.Copy(Bars, nameof(Bars));

    /// <summary>
    /// The scale of the values; linear by default. Use log for amounts that differ by a factor of a thousand: it draws dots
    /// on an axis with ticks, because a log axis has no zero for bars to start at.
    /// </summary>
    /// <exception cref="ArgumentException">Set to <see cref="AxisScale.Percentile"/>.</exception>
    public AxisScale Scale
    {
        get;
        init => field = value != AxisScale.Percentile
            ? value
            : throw new ArgumentException("Percentiles run along the X axis of lines.", nameof(value));
    }

    internal const string Nothing = "No bars to show.";

    internal double Longest => Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value);

    private protected override string RenderText(int width) =>
        Scale == AxisScale.Log ? BarDotsText.Render(this, width) : BarText.Render(this, width);

    private protected override string RenderSvg() => SvgBudget.Draw(Bars.Count, kept =>
        Scale == AxisScale.Log ? BarDotsSvg.Render(this, kept) : BarSvg.Render(this, kept));
}

/// <summary>One labelled amount, zero or more; the note is printed after the value in a lighter tone.</summary>
/// <exception cref="ArgumentException">The value is negative, infinite or not a number.</exception>
public sealed record Bar(string Label, double Value, string? Note = null)
{
    /// <summary>The amount, in the chart's unit.</summary>
    public double Value { get; init => field = ChartGuard.Amount(value, nameof(Value)); } =
        ChartGuard.Amount(Value, nameof(Value));
}
