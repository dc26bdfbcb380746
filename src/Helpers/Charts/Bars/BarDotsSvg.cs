namespace HonestAsync;

/// <summary>Dots on a log axis with gridlines: it has no zero, so the length of a bar would say nothing.</summary>
internal static class BarDotsSvg
{
    private const double Gap = 10;
    private const double ShortestScale = 140;
    private const double TickPitch = 45;

    public static string Render(BarChart chart, int kept)
    {
        var dots = new BarDots(chart);
        var canvas = new SvgCanvas(chart.Title, $"{dots.Caption}: equal distances are equal ratios");
        if (chart.Bars.Count == 0)
        {
            return canvas.FinishEmpty(BarChart.Nothing);
        }

        var bars = chart.Bars.Take(kept).ToList();
        var rows = new BarRows(bars);
        var right = rows.Left + Scale(bars, dots.Axis, SvgCanvas.Right - rows.Left);
        var bottom = canvas.Top + (rows.Pitch * bars.Count) - 4;
        Axis(canvas, dots, rows.Left, right, bottom);
        foreach (var (i, bar) in bars.Index())
        {
            var middle = canvas.Top + (i * rows.Pitch) + (rows.Thickness / 2);
            canvas.Line(rows.Left, middle, right, middle, ChartPalette.Grid);
            rows.Label(canvas, i, middle);
            var x = rows.Left;
            if (dots.Axis.CanShow(bar.Value))
            {
                x += dots.Axis.Share(bar.Value) * (right - rows.Left);
                canvas.Shape($"M{ChartNumbers.Place(x - 5, middle)}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
                    ChartPalette.Fill(0));
            }

            rows.Amount(canvas, i, x + Gap, middle, Gap, ChartPalette.Panel);
        }

        var missing = kept == chart.Bars.Count
            ? null
            : $"{ChartNumbers.Count(chart.Bars.Count - kept, "more bar")} not drawn";
        var y = bottom + 20;
        foreach (var note in new[] { missing, dots.Note }.OfType<string>())
        {
            y += 18;
            canvas.Text(rows.Left, y, note,
                new() { Fill = ChartPalette.Quiet, Room = SvgCanvas.Right - rows.Left });
        }

        return canvas.Finish(y + 16);
    }

    private static void Axis(SvgCanvas canvas, BarDots dots, double left, double right, double bottom)
    {
        foreach (var (share, label) in dots.Axis.Ticks((int)((right - left) / TickPitch)))
        {
            var x = left + (share * (right - left));
            canvas.Line(x, canvas.Top - 5, x, bottom + 4, ChartPalette.Grid);
            canvas.Text(x, bottom + 17, label, new() { Size = 11, Fill = ChartPalette.Quiet, Anchor = "middle" });
        }

        canvas.Line(left, bottom, right, bottom, ChartPalette.Axis);
    }

    /// <summary>
    /// The longest axis at which every dot leaves room for its own value and note, and the last tick for its label.
    /// </summary>
    private static double Scale(List<Bar> bars, ChartAxis axis, double room) =>
        bars.Where(bar => axis.CanShow(bar.Value) && axis.Share(bar.Value) > 0)
            .Select(bar => Math.Max(ShortestScale,
                (room - Gap - 3 - BarRows.AmountWidth(bar, Gap)) / axis.Share(bar.Value)))
            .Append(room - 16).Min();
}
