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

    internal const string Nothing = "No bars to show.";

    internal double Longest => Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value);

    private protected override string RenderText(int width) => BarText.Render(this, width);

    private protected override string RenderSvg() =>
        SvgBudget.Draw(Bars.Count, kept => BarSvg.Render(this, kept));
}
