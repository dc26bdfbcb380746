namespace HonestAsync;

/// <summary>Horizontal bars: labels stay horizontal, whatever their length.</summary>
internal static class BarSvg
{
    private const double Gap = 8;
    private const double ShortestScale = 140;

    public static string Render(BarChart chart, int kept)
    {
        var canvas = new SvgCanvas(chart.Title, chart.Unit);
        if (chart.Bars.Count == 0)
        {
            return canvas.FinishEmpty(BarChart.Nothing);
        }

        var bars = chart.Bars.Take(kept).ToList();
        var rows = new BarRows(bars);
        var scale = Scale(bars, chart.Longest, SvgCanvas.Right - rows.Left);
        var y = canvas.Top;
        foreach (var (i, bar) in bars.Index())
        {
            var middle = y + (rows.Thickness / 2);
            rows.Label(canvas, i, middle);
            var length = bar.Value == 0 ? 0 : Math.Max(1, scale * (bar.Value / chart.Longest));
            if (length > 0)
            {
                canvas.Rect(rows.Left, y, length, rows.Thickness, ChartPalette.Fill(0));
            }

            rows.Amount(canvas, i, rows.Left + length + Gap, middle, Gap);
            y += rows.Pitch;
        }

        canvas.Line(rows.Left, canvas.Top - 5, rows.Left, y - rows.Pitch + rows.Thickness + 5, ChartPalette.Axis);
        var isWhole = kept == chart.Bars.Count;
        if (!isWhole)
        {
            y += 8;
            canvas.Text(rows.Left, y, $"{ChartNumbers.Count(chart.Bars.Count - kept, "more bar")} not drawn",
                new() { Fill = ChartPalette.Quiet });
        }

        return canvas.Finish(y - rows.Pitch + rows.Thickness + SvgCanvas.Margin + (isWhole ? 0 : rows.Pitch));
    }

    /// <summary>The longest scale at which every bar leaves room for its own value and note.</summary>
    private static double Scale(List<Bar> bars, double longest, double room)
    {
        var scale = room;
        foreach (var bar in bars.Where(bar => bar.Value > 0))
        {
            // rounding must not cost a note its last word
            var text = 1 + Gap + BarRows.AmountWidth(bar, Gap);
            scale = Math.Min(scale, Math.Max(ShortestScale, (room - text) / (bar.Value / longest)));
        }

        return scale;
    }
}
