namespace HonestAsync;

/// <summary>
/// Positions the names of lines: next to the last point, or in the margin if the line runs to the end of the axis or no
/// free position is left.
/// </summary>
internal sealed class LineNames
{
    private const double WidestName = 220;
    private const double Pitch = 16;
    private const double NearEnd = 0.96;

    private readonly LineChart _chart;
    private readonly LineScene _scene;
    private readonly SortedSet<int> _margin = [];
    private readonly Dictionary<int, LineName> _inside = [];

    public LineNames(LineChart chart, LineScene scene, double top)
    {
        (_chart, _scene) = (chart, scene);
        _margin.UnionWith(Ends.Where(index => scene.Lines[index][^1].X >= NearEnd));
        do
        {
            Frame = Fit(top);
            _inside.Clear();
        }
        while (!PositionInside());
    }

    /// <summary>The area for the lines, left of the names in the margin.</summary>
    public LineFrame Frame { get; private set; }

    private IEnumerable<int> Ends =>
        Enumerable.Range(0, _scene.Lines.Count).Where(index => _scene.Lines[index].Count > 0);

    public void Draw(SvgCanvas canvas)
    {
        foreach (var (index, name) in _inside)
        {
            canvas.Text(name.X, name.Baseline, name.Text,
                Style(index) with { Anchor = name.Anchor, Halo = ChartPalette.Panel });
        }

        var x = Frame.Right + 14;
        var ends = _margin.Select(index => (Index: index, At: End(index))).OrderBy(end => end.At.Y).ToList();
        foreach (var (i, y) in Spread([.. ends.Select(end => end.At.Y)], Frame.Top, Frame.Bottom).Index())
        {
            var (index, end) = ends[i];
            if (Math.Abs(end.Y - y) > 3 || end.X < Frame.Right - 1)
            {
                // a long leader would read as data: keep it short, or dashed and pale
                var leader = $"M{ChartNumbers.Coordinates(end.X + 4, end.Y)}L{ChartNumbers.Coordinates(x - 3, y)}";
                canvas.Shape(leader, "none", ChartPalette.Axis, 0.7, end.X < Frame.Right - 1 ? "1 4" : null);
            }

            canvas.Text(x, y + 4, _chart.Series[index].Name, Style(index) with { Room = SvgCanvas.Right - x });
        }
    }

    private (double X, double Y) End(int index) => Frame.At(_scene.Lines[index][^1]);

    private static SvgText Style(int index) => new() { Bold = true, Fill = ChartPalette.LineText(index) };

    private LineFrame Fit(double top)
    {
        var ticks = _scene.Y.Ticks(5).Max(tick => ChartText.Pixels(tick.Label, 11));
        var names = _margin.Select(index => LineName.Width(_chart.Series[index].Name)).DefaultIfEmpty().Max();
        var y = top + 16;
        return new(SvgCanvas.Margin + ticks + 8, y, SvgCanvas.Right - Math.Min(WidestName, names + 1) - 22,
            y + Math.Max(220, Pitch * Ends.Count()));
    }

    /// <returns>False if a name found no free position and moved to the margin, which changes the frame.</returns>
    private bool PositionInside()
    {
        var lines = _scene.Lines.ConvertAll(line => line.ConvertAll(Frame.At));
        foreach (var index in Ends.Except(_margin))
        {
            var position = LineName.Around(_chart.Series[index].Name, End(index)).FirstOrDefault(name =>
                name.IsInside(Frame) && !_inside.Values.Any(name.Meets) && !lines.Exists(name.Meets));
            if (position is null)
            {
                _margin.Add(index);
                return false;
            }

            _inside[index] = position;
        }

        return true;
    }

    private static double[] Spread(double[] wanted, double top, double bottom)
    {
        var spread = (double[])wanted.Clone();
        for (var i = 1; i < spread.Length; i++)
        {
            spread[i] = Math.Max(spread[i], spread[i - 1] + Pitch);
        }

        for (var (i, limit) = (spread.Length - 1, bottom); i >= 0; i--, limit -= Pitch)
        {
            spread[i] = Math.Max(Math.Min(spread[i], limit), top);
        }

        return spread;
    }
}

/// <summary>A candidate position for a line's name within the frame, and the box it fills.</summary>
internal sealed record LineName(string Text, double X, double Baseline, string? Anchor)
{
    private const double Air = 4;

    private double Left => Anchor is "end" ? X - Width(Text) : X;

    private double Right => Left + Width(Text);

    private double Top => Baseline - 10;

    private double Bottom => Baseline + 3;

    public static double Width(string text) => ChartText.Pixels(ChartText.Clean(text), 12, bold: true);

    /// <summary>Positions around a line's last point, best first.</summary>
    public static IEnumerable<LineName> Around(string text, (double X, double Y) end) =>
    [
        new(text, end.X + 9, end.Y + 4, null),
        new(text, end.X + 5, end.Y - 9, null),
        new(text, end.X + 5, end.Y + 17, null),
        new(text, end.X - 5, end.Y - 9, "end"),
        new(text, end.X - 5, end.Y + 17, "end"),
    ];

    public bool IsInside(LineFrame frame) =>
        Left >= frame.Left && Right <= frame.Right && Top >= frame.Top - 8 && Bottom <= frame.Bottom - 2;

    public bool Meets(LineName other) =>
        Left < other.Right + Air && other.Left < Right + Air && Top < other.Bottom && other.Top < Bottom;

    /// <summary>True if a line comes so close that it would seem to strike the name through.</summary>
    public bool Meets(List<(double X, double Y)> line) =>
        line.Count == 1 ? Crosses(line[0], line[0]) : line.Zip(line.Skip(1), Crosses).Any(crosses => crosses);

    private bool Crosses((double X, double Y) from, (double X, double Y) to)
    {
        // the part of the segment inside the box, as shares of its length
        var (enter, leave) = (0.0, 1.0);
        return Clip(from.X, to.X, Left - Air, Right + Air) && Clip(from.Y, to.Y, Top - 1, Bottom + 1)
            && enter <= leave;

        bool Clip(double start, double end, double low, double high)
        {
            if (start == end)
            {
                return start >= low && start <= high;
            }

            var (one, other) = ((low - start) / (end - start), (high - start) / (end - start));
            enter = Math.Max(enter, Math.Min(one, other));
            leave = Math.Min(leave, Math.Max(one, other));
            return true;
        }
    }
}
