namespace HonestAsync;

/// <summary>The parts of a log bar chart that text and SVG share: its axis, its caption, and a note on zeros.</summary>
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

    /// <summary>The exponents of the powers of ten at the ends of the axis.</summary>
    public static (double Least, double Most) Decades(BarChart chart)
    {
        var shown = chart.Bars.Select(bar => bar.Value).Where(value => value > 0).DefaultIfEmpty(1).ToList();
        var (least, most) = (Math.Floor(Math.Log10(shown.Min())), Math.Ceiling(Math.Log10(shown.Max())));
        return (least, Math.Max(most, least + 1));
    }

    /// <summary>A note on the amounts without a dot; null if all have one.</summary>
    public string? Note { get; }
}

/// <summary>Renders one dot per row on a log axis, with the values in a column to the right.</summary>
internal static class BarDotsText
{
    public static string Render(BarChart chart, int width)
    {
        var dots = new BarDots(chart);
        var canvas = new TextCanvas(width);
        canvas.AddWrapped($"{chart.Title} · {dots.Caption}");
        canvas.Add();
        if (chart.Bars.Count == 0)
        {
            canvas.Add(BarChart.Nothing);
            return canvas.ToString();
        }

        var rows = new BarTextRows(chart, width);
        var left = rows.Labels + 2;
        foreach (var (i, bar) in chart.Bars.Index())
        {
            var row = canvas.Height;
            var value = ChartText.Right(ChartNumbers.Label(bar.Value), rows.Values);
            rows.Add(canvas, i, $"{new string('·', rows.Room)} {value}");
            if (dots.Axis.CanShow(bar.Value))
            {
                canvas.Put(left + (int)Math.Round(dots.Axis.Share(bar.Value) * (rows.Room - 1)), row, "●");
            }
        }

        Axis(canvas, dots.Axis, left, rows.Room);
        if (dots.Note is { } note)
        {
            canvas.AddWrapped(note);
        }

        return canvas.ToString();
    }

    private static void Axis(TextCanvas canvas, ChartAxis axis, int left, int columns)
    {
        var row = canvas.Height;
        canvas.Fill(left, row, columns, '─');
        var free = 0;
        foreach (var (share, label) in axis.Ticks(Math.Max(2, columns / 7)))
        {
            var column = left + (int)Math.Round(share * (columns - 1));
            var start = Math.Min(column - (label.Length / 2), canvas.Width - label.Length);
            if (start >= free)
            {
                canvas.Put(column, row, "┴");
                canvas.Put(start, row + 1, label);
                free = start + label.Length + 1;
            }
        }
    }
}

/// <summary>Draws dots on a log axis with grid lines: the axis has no zero, so the length of a bar would mean nothing.</summary>
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
                canvas.Shape($"M{ChartNumbers.Coordinates(x - 5, middle)}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
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
    /// Pixels for the axis: as many as leave room for each dot's value and note, and for the last tick's label.
    /// </summary>
    private static double Scale(List<Bar> bars, ChartAxis axis, double room) =>
        bars.Where(bar => axis.CanShow(bar.Value) && axis.Share(bar.Value) > 0)
            .Select(bar => Math.Max(ShortestScale,
                (room - Gap - 3 - BarRows.AmountWidth(bar, Gap)) / axis.Share(bar.Value)))
            .Append(room - 16).Min();
}
