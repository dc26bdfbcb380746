namespace HonestAsync;

/// <summary>Bars in eighths of a character.</summary>
internal static class BarText
{
    private const string Eighths = "▏▎▍▌▋▊▉█";

    public static string Render(BarChart chart, int width)
    {
        var canvas = new TextCanvas(width);
        canvas.AddWrapped(chart.Unit.Length == 0 ? chart.Title : $"{chart.Title} · {chart.Unit}");
        canvas.Add();
        if (chart.Bars.Count == 0)
        {
            canvas.Add(BarChart.Nothing);
            return canvas.ToString();
        }

        var rows = new BarTextRows(chart, width);
        foreach (var (i, bar) in chart.Bars.Index())
        {
            var drawn = Block(bar.Value, chart.Longest, rows.Room);
            rows.Add(canvas, i, drawn + (drawn.Length == 0 ? "" : " ") + ChartNumbers.Label(bar.Value));
        }

        return canvas.ToString();
    }

    private static string Block(double value, double longest, int room)
    {
        if (value == 0)
        {
            return "";
        }

        // a small amount is still not nothing
        var eighths = Math.Max(1, (int)Math.Round(value / longest * room * 8));
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[(eighths % 8) - 1].ToString());
    }
}
