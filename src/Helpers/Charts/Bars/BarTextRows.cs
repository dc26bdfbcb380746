namespace HonestAsync;

/// <summary>Columns of a bar chart in a terminal: labels in one line or two, bars or dots, values, notes.</summary>
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

    /// <summary>What is left for bars or dots.</summary>
    public int Room { get; }

    /// <summary>One bar: its label, what is drawn, and as much of its note as fits.</summary>
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
