namespace HonestAsync;

/// <summary>
/// Which lane runs which operation when. Lanes stand in order of first appearance; spans that overlap within a lane
/// are stacked, because a thread that runs two things at once is worth seeing.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TimelineChart(
    string Title, string Unit, IReadOnlyList<LaneSpan> Spans, IReadOnlyList<LaneMark>? Marks = null) : Chart(Title)
{
    internal const string Nothing = "Nothing ran.";

    /// <summary>In any order.</summary>
    public IReadOnlyList<LaneSpan> Spans { get; init => field = ChartGuard.Copy(value, nameof(Spans)); } =
        ChartGuard.Copy(Spans, nameof(Spans));

    /// <summary>Moments worth pointing at; a few per lane.</summary>
    public IReadOnlyList<LaneMark>? Marks { get; init => field = value is null ? null : [.. value]; } =
        Marks is null ? null : [.. Marks];

    private protected override string RenderText(int width) => TimelineText.Render(this, width);

    private protected override string RenderSvg()
    {
        var detailed = TimelineSvg.Render(this, Spans.Count, detailed: true);
        return SvgBudget.Fits(detailed)
            ? detailed
            : SvgBudget.Draw(Spans.Count, kept => TimelineSvg.Render(this, kept, detailed: false));
    }
}
