namespace HonestAsync;

/// <summary>Draws horizontal bars, so that labels of any length stay horizontal.</summary>
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

    /// <summary>Pixels for the longest bar: as many as leave room for each bar's value and note.</summary>
    private static double Scale(List<Bar> bars, double longest, double room)
    {
        var scale = room;
        foreach (var bar in bars.Where(bar => bar.Value > 0))
        {
            // one pixel of slack, or rounding could cut the last word of a note
            var text = 1 + Gap + BarRows.AmountWidth(bar, Gap);
            scale = Math.Min(scale, Math.Max(ShortestScale, (room - text) / (bar.Value / longest)));
        }

        return scale;
    }
}

/// <summary>The rows of a bar chart in an SVG: labels of one or two lines, and the row height.</summary>
internal sealed class BarRows
{
    private const double WidestLabel = 230;

    private readonly List<Bar> _bars;
    private readonly List<List<string>> _labels;

    public BarRows(List<Bar> bars)
    {
        _bars = bars;
        _labels = ChartLabels.Fit([.. bars.Select(bar => bar.Label)], WidestLabel, 2, Width);
        Left = SvgCanvas.Margin + _labels.SelectMany(lines => lines).Select(Width).DefaultIfEmpty().Max() + 10;
        (Pitch, Thickness) = bars.Count <= 12 ? (30, 18)
            : _labels.Exists(lines => lines.Count > 1) ? (28, 15)
            : (21, 13);
    }

    /// <summary>The X at which bars begin, right of the labels.</summary>
    public double Left { get; }

    public double Pitch { get; }

    public double Thickness { get; }

    public static double Width(string text) => ChartText.Pixels(text, 12);

    /// <summary>The width of a value and its note next to each other.</summary>
    public static double AmountWidth(Bar bar, double gap) =>
        ChartText.Pixels(ChartNumbers.Label(bar.Value), 12, bold: true)
        + (bar.Note is { Length: > 0 } note ? gap + Width(ChartText.Clean(note)) : 0);

    private static double Baseline(double middle) => middle + 4.2;

    /// <summary>Draws the label of a row, vertically centred.</summary>
    public void Label(SvgCanvas canvas, int row, double middle) =>
        ChartLabels.Draw(canvas, Left - 10, Baseline(middle), _labels[row], _bars[row].Label);

    /// <summary>Draws the value, and its note in a lighter tone.</summary>
    public void Amount(SvgCanvas canvas, int row, double x, double middle, double gap, string? halo = null)
    {
        var bar = _bars[row];
        var value = ChartNumbers.Label(bar.Value);
        canvas.Text(x, Baseline(middle), value, new() { Bold = true, Halo = halo });
        if (bar.Note is { Length: > 0 } note)
        {
            x += ChartText.Pixels(value, 12, bold: true) + gap;
            canvas.Text(x, Baseline(middle), note,
                new() { Fill = ChartPalette.Quiet, Halo = halo, Room = Math.Max(0, SvgCanvas.Right - x) });
        }
    }
}
