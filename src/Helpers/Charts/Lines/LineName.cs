namespace HonestAsync;

/// <summary>A place for the name of a line within the frame, and the box that it fills.</summary>
internal sealed record LineName(string Text, double X, double Baseline, string? Anchor)
{
    private const double Air = 4;

    private double Left => Anchor is "end" ? X - Width(Text) : X;

    private double Right => Left + Width(Text);

    private double Top => Baseline - 10;

    private double Bottom => Baseline + 3;

    public static double Width(string text) => ChartText.Pixels(ChartText.Clean(text), 12, bold: true);

    /// <summary>Places around a line's last point, the best first.</summary>
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

    /// <summary>Whether a line comes so close that it would seem to be struck through.</summary>
    public bool Meets(List<(double X, double Y)> line) =>
        line.Count == 1 ? Crosses(line[0], line[0]) : line.Zip(line.Skip(1), Crosses).Any(crosses => crosses);

    private bool Crosses((double X, double Y) from, (double X, double Y) to)
    {
        // the stretch of the segment that lies within the box, as shares of its length
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
