namespace HonestAsync;

/// <summary>A dot a row on a log axis, values in a column behind it.</summary>
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
