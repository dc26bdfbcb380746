using System.Text;

namespace HonestAsync;

/// <summary>Thin grid, lines named at their right ends.</summary>
internal static class LineSvg
{
    private const double WidestName = 220;
    private const double NamePitch = 16;

    public static string Render(LineChart chart, int kept)
    {
        var canvas = new SvgCanvas(chart.Title);
        var scene = new LineScene(chart);
        var count = scene.Lines.Sum(line => line.Count);
        if (count == 0)
        {
            return canvas.FinishEmpty(scene.Note is null ? LineChart.Nothing : $"{LineChart.Nothing} {scene.Note}.");
        }

        var frame = Frame(chart, scene, canvas.Top);
        Axes(canvas, chart, scene, frame);
        var drawn = 0;
        for (var i = 0; i < scene.Lines.Count; i++)
        {
            var line = LineThinning.Thin(scene.Lines[i], (int)((long)scene.Lines[i].Count * kept / count));
            drawn += line.Count;
            Draw(canvas, [.. line.Select(frame.At)], i);
        }

        Names(canvas, chart, scene, frame);
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

    private static LineFrame Frame(LineChart chart, LineScene scene, double top)
    {
        var ticks = scene.Y.Ticks(5).Max(tick => ChartText.Pixels(tick.Label, 11));
        var names = chart.Series.Where(series => series.HasPoints)
            .Max(series => ChartText.Pixels(ChartText.Clean(series.Name), 12, bold: true)) + 1;
        var y = top + 16;
        return new(SvgCanvas.Margin + ticks + 8, y, SvgCanvas.Right - Math.Min(WidestName, names) - 22,
            y + Math.Max(220, NamePitch * chart.Series.Count(series => series.HasPoints)));
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
            path.Append(path.Length == 0 ? 'M' : 'L').Append(ChartNumbers.Place(x, y));
        }

        if (line.Count > 1)
        {
            canvas.Shape(path.ToString(), "none", ChartPalette.Line(index), 2, ChartPalette.Dash(index));
        }

        if (line.Count is > 0 and <= 20)
        {
            var dots = string.Concat(line.Select(at =>
                $"M{ChartNumbers.Place(at.X - 3, at.Y)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"));
            canvas.Shape(dots, ChartPalette.Line(index));
        }
    }

    /// <summary>
    /// Names stand beside their line's last point, pushed apart where lines end close together.
    /// </summary>
    private static void Names(SvgCanvas canvas, LineChart chart, LineScene scene, LineFrame frame)
    {
        var ends = scene.Lines.Select((line, index) => (line, index)).Where(item => item.line.Count > 0)
            .Select(item => (item.index, End: frame.At(item.line[^1]))).OrderBy(item => item.End.Y).ToList();
        var places = Spread([.. ends.Select(item => item.End.Y)], frame.Top, frame.Bottom);
        var x = frame.Right + 14;
        for (var i = 0; i < ends.Count; i++)
        {
            var (index, end) = ends[i];
            if (Math.Abs(end.Y - places[i]) > 3 || end.X < frame.Right - 1)
            {
                var path = $"M{ChartNumbers.Place(end.X + 4, end.Y)}L{ChartNumbers.Place(x - 3, places[i])}";
                canvas.Shape(path, "none", ChartPalette.Axis, 0.7);
            }

            canvas.Text(x, places[i] + 4, chart.Series[index].Name, new()
            {
                Bold = true, Fill = ChartPalette.LineText(index), Room = SvgCanvas.Right - x,
            });
        }
    }

    private static double[] Spread(double[] wanted, double top, double bottom)
    {
        var places = (double[])wanted.Clone();
        for (var i = 1; i < places.Length; i++)
        {
            places[i] = Math.Max(places[i], places[i - 1] + NamePitch);
        }

        for (var (i, limit) = (places.Length - 1, bottom); i >= 0; i--, limit -= NamePitch)
        {
            places[i] = Math.Max(Math.Min(places[i], limit), top);
        }

        return places;
    }
}
