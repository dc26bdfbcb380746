namespace HonestAsync;

/// <summary>One message laid out: its text wrapped to the room between the lifelines.</summary>
internal sealed class SequenceStep
{
    private const double Line = 15;
    private readonly Message _message;
    private readonly int _number;
    private readonly double _from;
    private readonly double _to;
    private readonly double _least;
    private readonly double _most;
    private readonly List<string> _lines;

    public SequenceStep(SequenceDiagram diagram, Message message, int number, double[] lifelines)
    {
        var (from, to) = (diagram.Place(message.From), diagram.Place(message.To));
        (_message, _number, _from, _to) = (message, number, lifelines[from], lifelines[to]);
        _least = message.IsNote
            ? from == 0 ? SvgCanvas.Margin + 20 : lifelines[from - 1] + 12
            : Math.Min(_from, _to);
        _most = message.IsNote
            ? from == lifelines.Length - 1 ? SvgCanvas.Right : lifelines[from + 1] - 12
            : Math.Max(_from, _to);
        _lines = ChartText.WrapEvenly(message.Text, _most - _least - (message.IsNote ? 20 : 10), 3, Width);
    }

    public double Height => (_lines.Count * Line) + (_message.IsNote ? 17 : 15);

    private string Colour => _message.Highlight ? ChartPalette.Alarm : ChartPalette.Ink;

    public void Draw(SvgCanvas canvas, double y)
    {
        if (_message.IsNote)
        {
            Note(canvas, y);
        }
        else
        {
            Arrow(canvas, y);
        }
    }

    private double Width(string text) => ChartText.Pixels(text, 12, _message.Highlight);

    private void Arrow(SvgCanvas canvas, double y)
    {
        foreach (var (i, line) in _lines.Index())
        {
            canvas.Text((_from + _to) / 2, y + 11 + (i * Line), line, Style(ChartPalette.Panel));
        }

        var at = y + (_lines.Count * Line) + 3;
        var forward = _to > _from ? 1 : -1;
        canvas.Line(_from, at, _to - (6 * forward), at, Colour, _message.Highlight ? 2 : 1.2);
        var head = $"M{ChartNumbers.Place(_to - forward, at)}l{ChartNumbers.Coordinate(-9 * forward)}-4.5v9z";
        canvas.Shape(head, Colour);
        Number(canvas, at + 4);
    }

    private void Note(SvgCanvas canvas, double y)
    {
        var width = Math.Min(_most - _least, _lines.Max(Width) + 20);
        var x = Math.Clamp(_from - (width / 2), _least, _most - width);
        var height = (_lines.Count * Line) + 8;
        canvas.Rect(x, y + 1, width, height, _message.Highlight ? ChartPalette.AlarmFill : ChartPalette.Band, 4,
            _message.Highlight ? ChartPalette.Alarm : null);
        foreach (var (i, line) in _lines.Index())
        {
            canvas.Text(x + (width / 2), y + 16 + (i * Line), line, Style(halo: null));
        }

        Number(canvas, y + (height / 2) + 5);
    }

    private void Number(SvgCanvas canvas, double baseline) =>
        canvas.Text(SvgCanvas.Margin + 12, baseline, ChartNumbers.Label(_number),
            new() { Size = 10, Fill = ChartPalette.Quiet, Anchor = "end" });

    private SvgText Style(string? halo) => new()
    {
        Anchor = "middle", Bold = _message.Highlight, Halo = halo,
        Fill = _message.Highlight ? ChartPalette.Alarm : null,
    };
}
