namespace HonestAsync;

/// <summary>Horizontal bars: labels stay horizontal, whatever their length.</summary>
internal static class BarSvg
{
    private const double WidestLabel = 230;
    private const double Gap = 8;
    private const double ShortestScale = 140;

    private static readonly SvgText Quiet = new() { Fill = ChartPalette.Quiet };

    public static string Render(BarChart chart, int kept)
    {
        var canvas = new SvgCanvas(chart.Title, chart.Unit);
        if (chart.Bars.Count == 0)
        {
            return canvas.FinishEmpty(BarChart.Nothing);
        }

        var bars = chart.Bars.Take(kept).ToList();
        var (pitch, thickness) = bars.Count <= 12 ? (30.0, 18.0) : (21.0, 13.0);
        var labels = bars.Select(bar => ChartText.Pixels(ChartText.Clean(bar.Label), 12)).DefaultIfEmpty().Max();
        var left = SvgCanvas.Margin + Math.Min(labels, WidestLabel) + 10;
        var scale = Scale(bars, chart.Longest, SvgCanvas.Right - left);
        var y = canvas.Top;
        foreach (var bar in bars)
        {
            Draw(canvas, bar, left, y, thickness, chart.Longest == 0 ? 0 : scale * (bar.Value / chart.Longest));
            y += pitch;
        }

        canvas.Line(left, canvas.Top - 5, left, y - pitch + thickness + 5, ChartPalette.Axis);
        if (kept < chart.Bars.Count)
        {
            y += 8;
            canvas.Text(left, y, $"{ChartNumbers.Count(chart.Bars.Count - kept, "more bar")} not drawn",
                Quiet);
        }

        return canvas.Finish(y - pitch + thickness + SvgCanvas.Margin + (kept < chart.Bars.Count ? pitch : 0));
    }

    private static void Draw(SvgCanvas canvas, Bar bar, double left, double y, double thickness, double length)
    {
        var baseline = y + (thickness / 2) + 4.2;
        canvas.Text(left - 10, baseline, bar.Label, new() { Anchor = "end", Room = WidestLabel });
        if (bar.Value > 0)
        {
            canvas.Rect(left, y, Math.Max(1, length), thickness, ChartPalette.Fill(0));
        }

        var x = left + (bar.Value > 0 ? Math.Max(1, length) : 0) + Gap;
        var value = ChartNumbers.Label(bar.Value);
        canvas.Text(x, baseline, value, new() { Bold = true });
        if (bar.Note is { Length: > 0 } note)
        {
            x += ChartText.Pixels(value, 12, bold: true) + Gap;
            canvas.Text(x, baseline, note, Quiet with { Room = Math.Max(0, SvgCanvas.Right - x) });
        }
    }

    /// <summary>The longest scale at which every bar leaves room for its own value and note.</summary>
    private static double Scale(List<Bar> bars, double longest, double room)
    {
        var scale = room;
        foreach (var bar in bars.Where(bar => bar.Value > 0))
        {
            // rounding must not cost a note its last word
            var text = 1 + Gap + ChartText.Pixels(ChartNumbers.Label(bar.Value), 12, bold: true)
                + (bar.Note is { Length: > 0 } note ? Gap + ChartText.Pixels(ChartText.Clean(note), 12) : 0);
            scale = Math.Min(scale, Math.Max(ShortestScale, (room - text) / (bar.Value / longest)));
        }

        return scale;
    }
}
