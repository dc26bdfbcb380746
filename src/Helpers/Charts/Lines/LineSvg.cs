using System.Text;

namespace HonestAsync;

/// <summary>Draws a thin grid, and lines named at their last points.</summary>
internal static class LineSvg
{
    public static string Render(LineChart chart, int kept)
    {
        var canvas = new SvgCanvas(chart.Title);
        var scene = new LineScene(chart);
        var count = scene.Lines.Sum(line => line.Count);
        if (count == 0)
        {
            return canvas.FinishEmpty(scene.Note is null ? LineChart.Nothing : $"{LineChart.Nothing} {scene.Note}.");
        }

        var names = new LineNames(chart, scene, canvas.Top);
        var frame = names.Frame;
        Axes(canvas, chart, scene, frame);
        var drawn = 0;
        for (var i = 0; i < scene.Lines.Count; i++)
        {
            var line = LineThinning.Thin(scene.Lines[i], (int)((long)scene.Lines[i].Count * kept / count));
            drawn += line.Count;
            Draw(canvas, [.. line.Select(frame.At)], i);
        }

        names.Draw(canvas);
        var notes = new List<string?>
        {
            scene.Note,
            drawn == count ? null
                : $"{ChartNumbers.Count(count, "point")}, drawn as {ChartNumbers.Count(drawn, "point")} with every peak kept",
        };
        var bottom = frame.Bottom + 44;
        foreach (var note in notes.OfType<string>())
        {
            bottom += 18;
            canvas.Text(SvgCanvas.Margin, bottom - 6, note,
                new() { Size = 11, Fill = ChartPalette.Quiet, Room = SvgCanvas.Right - SvgCanvas.Margin });
        }

        return canvas.Finish(bottom + 12);
    }

    private static void Axes(SvgCanvas canvas, LineChart chart, LineScene scene, LineFrame frame)
    {
        var quiet = new SvgText { Size = 11, Fill = ChartPalette.Quiet };
        canvas.Text(SvgCanvas.Margin, frame.Top - 14, chart.YLabel,
            quiet with { Size = 12, Room = SvgCanvas.Right - SvgCanvas.Margin });
        foreach (var (share, label) in scene.Y.Ticks(5))
        {
            var (_, y) = frame.At((0, share));
            canvas.Line(frame.Left, y, frame.Right, y, ChartPalette.Grid);
            canvas.Text(frame.Left - 8, y + 4, label, quiet with { Anchor = "end" });
        }

        canvas.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, ChartPalette.Axis);
        foreach (var (share, label) in scene.X.Ticks(6))
        {
            var (x, _) = frame.At((share, 0));
            canvas.Line(x, frame.Bottom, x, frame.Bottom + 4, ChartPalette.Axis);
            canvas.Text(x, frame.Bottom + 17, label, quiet with { Anchor = "middle" });
        }

        canvas.Text((frame.Left + frame.Right) / 2, frame.Bottom + 37, chart.XLabel,
            quiet with { Size = 12, Anchor = "middle", Room = frame.Right - frame.Left });
    }

    private static void Draw(SvgCanvas canvas, List<(double X, double Y)> line, int index)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in line)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(ChartNumbers.Coordinates(x, y));
        }

        if (line.Count > 1)
        {
            canvas.Shape(path.ToString(), "none", ChartPalette.Line(index), 2, ChartPalette.Dash(index));
        }

        if (line.Count is > 0 and <= 20)
        {
            var dots = string.Concat(line.Select(at =>
                $"M{ChartNumbers.Coordinates(at.X - 3, at.Y)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"));
            canvas.Shape(dots, ChartPalette.Line(index));
        }
    }
}
