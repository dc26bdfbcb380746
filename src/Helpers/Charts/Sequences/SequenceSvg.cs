namespace HonestAsync;

/// <summary>Draws numbered steps from top to bottom; highlighted ones are bold and orange.</summary>
internal static class SequenceSvg
{
    private const double HeadHeight = 30;
    private const double Numbers = 22;

    public static string Render(SequenceDiagram diagram, int kept)
    {
        var canvas = new SvgCanvas(diagram.Title);
        if (diagram.Participants.Count == 0)
        {
            return canvas.FinishEmpty(SequenceDiagram.Nothing);
        }

        var left = SvgCanvas.Margin + Numbers;
        var column = (SvgCanvas.Right - left) / diagram.Participants.Count;
        double[] lifelines = [.. diagram.Participants.Select((_, i) => left + (column * (i + 0.5)))];
        var steps = diagram.Messages.Take(kept)
            .Select((message, i) => new SequenceStep(diagram, message, i + 1, lifelines)).ToList();
        var top = canvas.Top + HeadHeight;
        var bottom = top + 14 + steps.Sum(step => step.Height) + (steps.Count == 0 ? 20 : 6);
        Heads(canvas, diagram, lifelines, column, bottom);
        var y = top + 14;
        foreach (var step in steps)
        {
            step.Draw(canvas, y);
            y += step.Height;
        }

        if (kept < diagram.Messages.Count || kept == 0)
        {
            bottom += 20;
            var missing = diagram.Messages.Count - kept;
            var note = missing == 0
                ? SequenceDiagram.Nothing
                : $"{ChartNumbers.Count(missing, "more message")} not drawn";
            canvas.Text(SvgCanvas.Margin, bottom, note, new() { Fill = ChartPalette.Quiet });
        }

        return canvas.Finish(Conclusion(canvas, diagram.Conclusion, bottom) + SvgCanvas.Margin - 4);
    }

    private static void Heads(
        SvgCanvas canvas, SequenceDiagram diagram, double[] lifelines, double column, double bottom)
    {
        foreach (var (i, name) in diagram.Participants.Index())
        {
            var text = ChartText.Pixels(ChartText.Clean(name), 12, bold: true);
            var width = Math.Min(column - 12, Math.Max(72, text + 24));
            canvas.Line(lifelines[i], canvas.Top + HeadHeight, lifelines[i], bottom, ChartPalette.Axis,
                dash: "4 4");
            canvas.Rect(lifelines[i] - (width / 2), canvas.Top, width, HeadHeight, "#FFFFFF", 5,
                ChartPalette.Axis);
            canvas.Text(lifelines[i], canvas.Top + 19, name,
                new() { Bold = true, Anchor = "middle", Room = width - 12 });
        }
    }

    private static double Conclusion(SvgCanvas canvas, string? conclusion, double bottom)
    {
        if (conclusion is not { Length: > 0 })
        {
            return bottom;
        }

        var room = SvgCanvas.Right - SvgCanvas.Margin;
        var lines = ChartText.Wrap(conclusion, room - 32, 3, line => ChartText.Pixels(line, 13, bold: true));
        var height = (lines.Count * 18) + 18;
        canvas.Rect(SvgCanvas.Margin, bottom + 14, room, height, ChartPalette.AlarmFill, 5);
        canvas.Rect(SvgCanvas.Margin, bottom + 14, 4, height, ChartPalette.Alarm, 2);
        foreach (var (i, line) in lines.Index())
        {
            canvas.Text(SvgCanvas.Margin + 18, bottom + 36 + (i * 18), line, new() { Size = 13, Bold = true });
        }

        return bottom + 14 + height;
    }
}

/// <summary>The layout of one message, its text wrapped to the room between the lifelines.</summary>
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
        var (from, to) = (diagram.IndexOf(message.From), diagram.IndexOf(message.To));
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
        var head = $"M{ChartNumbers.Coordinates(_to - forward, at)}l{ChartNumbers.Coordinate(-9 * forward)}-4.5v9z";
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
