namespace HonestAsync;

/// <summary>One line is drawn in braille dots; several need a mark each to be told apart.</summary>
internal static class LineText
{
    private const int Rows = 12;
    private const string Marks = "●○◆◇▲△■□";

    public static string Render(LineChart chart, int width)
    {
        var canvas = new TextCanvas(width);
        canvas.AddWrapped(chart.Title);
        canvas.Add();
        var scene = new LineScene(chart);
        var lines = scene.Lines.Select((line, index) => (line, index)).Where(item => item.line.Count > 0).ToList();
        if (lines.Count == 0)
        {
            canvas.AddWrapped(scene.Note is null ? LineChart.Nothing : $"{LineChart.Nothing} {scene.Note}.");
            return canvas.ToString();
        }

        canvas.Add(ChartText.Fit(chart.YLabel, width));
        var top = canvas.Height;
        var gutter = scene.Y.Ticks(4).Max(tick => tick.Label.Length);
        var columns = width - gutter - 4;
        Axes(canvas, scene, top, gutter, columns);
        var plot = new DotPlot(columns, Rows);
        foreach (var (line, index) in lines)
        {
            if (lines.Count == 1 && line.Count > 1)
            {
                plot.Braille(line);
            }
            else
            {
                plot.Marks(line, Marks[index % Marks.Length]);
            }
        }

        plot.CopyTo(canvas, gutter + 2, top);
        canvas.Put(gutter + 2 + Math.Max(0, (columns - ChartText.Columns(ChartText.Fit(chart.XLabel, columns))) / 2),
            canvas.Height, ChartText.Fit(chart.XLabel, columns));
        canvas.Add();
        if (lines.Count > 1)
        {
            canvas.AddEntries(lines.Select(item =>
                $"{Marks[item.index % Marks.Length]} {ChartText.Fit(chart.Series[item.index].Name, width / 2)}"));
        }
        else
        {
            canvas.Add(ChartText.Fit(chart.Series[lines[0].index].Name, width));
        }

        if (scene.Note is { } note)
        {
            canvas.AddWrapped(note);
        }

        return canvas.ToString();
    }

    private static void Axes(TextCanvas canvas, LineScene scene, int top, int gutter, int columns)
    {
        for (var row = 0; row < Rows; row++)
        {
            canvas.Put(gutter + 1, top + row, "│");
        }

        foreach (var (share, label) in scene.Y.Ticks(4))
        {
            var row = top + (int)Math.Round((1 - share) * (Rows - 1));
            canvas.Put(0, row, ChartText.Right(label, gutter) + " ┤");
        }

        canvas.Fill(gutter + 2, top + Rows, columns, '─');
        canvas.Put(gutter + 1, top + Rows, "└");
        var free = 0;
        foreach (var (share, label) in scene.X.Ticks(Math.Max(2, columns / 12)))
        {
            var column = gutter + 2 + (int)Math.Round(share * (columns - 1));
            var start = Math.Clamp(column - (label.Length / 2), 0, canvas.Width - label.Length);
            if (start < free)
            {
                continue;
            }

            canvas.Put(column, top + Rows, "┬");
            canvas.Put(start, top + Rows + 1, label);
            free = start + label.Length + 1;
        }
    }
}
