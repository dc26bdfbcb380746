namespace HonestAsync;

/// <summary>
/// A timeline: one lane per thread or event loop, one span per stretch in which it ran an operation. Lanes are in order of
/// first appearance; spans that overlap within a lane are stacked, so that the overlap is visible.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TimelineChart(
    string Title, string Unit, IReadOnlyList<LaneSpan> Spans, IReadOnlyList<LaneMark>? Marks = null) : Chart(Title)
{
    internal const string Nothing = "Nothing ran.";

    /// <summary>The spans, in any order.</summary>
    public IReadOnlyList<LaneSpan> Spans { get; init => field = ChartGuard.Copy(value, nameof(Spans)); } =
        ChartGuard.Copy(Spans, nameof(Spans));

    /// <summary>Moments to point out; a few per lane.</summary>
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

/// <summary>
/// A stretch in which a lane (a thread, an event loop) ran an operation, in the chart's unit of time.
/// </summary>
/// <exception cref="ArgumentException">A time is negative or not finite, or the end is before the start.</exception>
public sealed record LaneSpan(string Lane, string Operation, double Start, double End, string? Note = null)
{
    /// <summary>When it started, in the chart's unit of time.</summary>
    public double Start { get; } = ChartGuard.Amount(Start, nameof(Start));

    /// <summary>When it ended; equal to the start for something too short to measure.</summary>
    public double End { get; } = ChartGuard.Amount(End, nameof(End)) >= Start
        ? End
        : throw new ArgumentException(
            FormattableString.Invariant($"A span ends at {End}, before it starts at {Start}."), nameof(End));

    internal double Length => End - Start;
}

/// <summary>A moment on a lane: a timer that was due, a cancellation, an answer that came too late.</summary>
/// <exception cref="ArgumentException">The time is negative or not finite.</exception>
public sealed record LaneMark(string Lane, string Label, double At)
{
    /// <summary>The time, in the chart's unit.</summary>
    public double At { get; init => field = ChartGuard.Amount(value, nameof(At)); } =
        ChartGuard.Amount(At, nameof(At));
}
