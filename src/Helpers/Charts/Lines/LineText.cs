namespace HonestAsync;

/// <summary>Renders a single line in braille dots, several lines with one kind of mark each.</summary>
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

/// <summary>Draws lines of shares (0 to 1, upwards) into terminal cells.</summary>
internal sealed class DotPlot(int columns, int rows)
{
    // the bits of a braille cell, by row and column, as Unicode orders them
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
    private readonly int[,] _braille = new int[rows, columns];
    private readonly char[,] _marks = new char[rows, columns];

    public void Braille(List<(double X, double Y)> line) => Trace(line, columns * 2, rows * 4, (x, y) =>
        _braille[y / 4, x / 2] |= Dots[y % 4, x % 2]);

    public void Marks(List<(double X, double Y)> line, char mark) => Trace(line, columns, rows, (x, y) =>
        _marks[y, x] = mark);

    public void CopyTo(TextCanvas canvas, int left, int top)
    {
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                if (_marks[y, x] != 0)
                {
                    canvas.Put(left + x, top + y, _marks[y, x].ToString());
                }
                else if (_braille[y, x] != 0)
                {
                    canvas.Put(left + x, top + y, ((char)(0x2800 + _braille[y, x])).ToString());
                }
            }
        }
    }

    private static void Trace(List<(double X, double Y)> line, int width, int height, Action<int, int> dot)
    {
        var (lastX, lastY) = Cell(line[0]);
        foreach (var point in line)
        {
            var (x, y) = Cell(point);
            var steps = Math.Max(1, Math.Max(Math.Abs(x - lastX), Math.Abs(y - lastY)));
            for (var step = 0; step <= steps; step++)
            {
                dot(lastX + (int)Math.Round((double)(x - lastX) * step / steps),
                    lastY + (int)Math.Round((double)(y - lastY) * step / steps));
            }

            (lastX, lastY) = (x, y);
        }

        (int X, int Y) Cell((double X, double Y) share) =>
            ((int)Math.Round(share.X * (width - 1)), (int)Math.Round((1 - share.Y) * (height - 1)));
    }
}
