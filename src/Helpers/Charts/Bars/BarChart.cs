namespace HonestAsync;

/// <summary>
/// Amounts side by side, drawn from zero so that lengths compare honestly, in the order given. Values stand at the
/// bar ends, so there is no axis to read off.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record BarChart(string Title, string Unit, IReadOnlyList<Bar> Bars) : Chart(Title)
{
    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<Bar> Bars { get; init => field = ChartGuard.Copy(value, nameof(Bars)); } =
        ChartGuard.Copy(Bars, nameof(Bars));

    /// <summary>
    /// Linear unless said otherwise. Log is for amounts a thousand times apart: it draws dots on an axis with
    /// ticks, because lengths that do not start at zero must not be compared.
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

/// <summary>One labelled amount, zero or more; the note is set in a quieter tone after the value.</summary>
/// <exception cref="ArgumentException">The value is negative, infinite or not a number.</exception>
public sealed record Bar(string Label, double Value, string? Note = null)
{
    /// <summary>In the unit of the chart.</summary>
    public double Value { get; init => field = ChartGuard.Amount(value, nameof(Value)); } =
        ChartGuard.Amount(Value, nameof(Value));
}
