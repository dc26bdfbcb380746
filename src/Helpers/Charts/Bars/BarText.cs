namespace HonestAsync;

/// <summary>Renders bars in block characters, to an eighth of a character.</summary>
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

        // a small amount must not look like zero
        var eighths = Math.Max(1, (int)Math.Round(value / longest * room * 8));
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[(eighths % 8) - 1].ToString());
    }
}

/// <summary>The columns of a bar chart in a terminal: labels of one or two lines, bars or dots, values, notes.</summary>
internal sealed class BarTextRows
{
    private readonly BarChart _chart;
    private readonly int _width;
    private readonly List<List<string>> _labels;

    public BarTextRows(BarChart chart, int width)
    {
        (_chart, _width) = (chart, width);
        _labels = ChartLabels.Fit([.. chart.Bars.Select(bar => bar.Label)], width / 3);
        Labels = _labels.SelectMany(lines => lines).Max(ChartText.Columns);
        Values = chart.Bars.Max(bar => ChartNumbers.Label(bar.Value).Length);
        var notes = chart.Bars.Max(bar =>
            bar.Note is { Length: > 0 } note ? ChartText.Columns(ChartText.Clean(note)) + 2 : 0);
        Room = Math.Max(width / 5, width - Labels - Values - 3 - notes);
    }

    public int Labels { get; }

    public int Values { get; }

    /// <summary>Columns left for bars or dots.</summary>
    public int Room { get; }

    /// <summary>Adds one bar: its label, the bar or dot, and as much of its note as fits.</summary>
    public void Add(TextCanvas canvas, int bar, string drawn)
    {
        var line = $"{ChartText.Left(_labels[bar][0], Labels)}  {drawn}";
        if (_chart.Bars[bar].Note is { Length: > 0 } note)
        {
            line += "  " + ChartText.Fit(note, Math.Max(0, _width - ChartText.Columns(line) - 2));
        }

        canvas.Add(line);
        foreach (var rest in _labels[bar].Skip(1))
        {
            canvas.Add(rest);
        }
    }
}
