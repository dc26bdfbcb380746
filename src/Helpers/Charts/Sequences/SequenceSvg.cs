namespace HonestAsync;

/// <summary>Numbered steps, one below the other; what went wrong is warm and bold.</summary>
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
