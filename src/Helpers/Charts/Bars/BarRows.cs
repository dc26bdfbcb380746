namespace HonestAsync;

/// <summary>Rows of bars or dots in a picture: their labels, in one line or two, and their distance.</summary>
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

    /// <summary>Where labels end and amounts begin.</summary>
    public double Left { get; }

    public double Pitch { get; }

    public double Thickness { get; }

    public static double Width(string text) => ChartText.Pixels(text, 12);

    /// <summary>What a value and its note take up next to each other.</summary>
    public static double AmountWidth(Bar bar, double gap) =>
        ChartText.Pixels(ChartNumbers.Label(bar.Value), 12, bold: true)
        + (bar.Note is { Length: > 0 } note ? gap + Width(ChartText.Clean(note)) : 0);

    private static double Baseline(double middle) => middle + 4.2;

    /// <summary>The label of a row, centred on its middle.</summary>
    public void Label(SvgCanvas canvas, int row, double middle) =>
        ChartLabels.Draw(canvas, Left - 10, Baseline(middle), _labels[row], _bars[row].Label);

    /// <summary>The value, and its note in a quieter tone.</summary>
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
