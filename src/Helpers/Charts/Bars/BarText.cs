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

        var labels = chart.Bars.Max(bar => Math.Min(ChartText.Columns(ChartText.Clean(bar.Label)), width / 3));
        var values = chart.Bars.Max(bar => ChartNumbers.Label(bar.Value).Length);
        var notes = chart.Bars.Max(bar =>
            bar.Note is { Length: > 0 } note ? ChartText.Columns(ChartText.Clean(note)) + 2 : 0);
        var room = Math.Max(width / 5, width - labels - values - 3 - notes);
        foreach (var bar in chart.Bars)
        {
            var drawn = Block(bar.Value, chart.Longest, room);
            var line = $"{ChartText.Left(bar.Label, labels)}  {drawn}"
                + (drawn.Length == 0 ? "" : " ") + ChartNumbers.Label(bar.Value);
            if (bar.Note is { Length: > 0 } note)
            {
                line += "  " + ChartText.Fit(note, Math.Max(0, width - ChartText.Columns(line) - 2));
            }

            canvas.Add(line);
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
