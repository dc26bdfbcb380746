namespace HonestAsync;

/// <summary>A line chart prepared for rendering: axes fitted, points as shares of them.</summary>
internal sealed class LineScene
{
    public LineScene(LineChart chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        if (chart.XScale == AxisScale.Percentile && points.Exists(point => point.X > 100))
        {
            throw new ArgumentException("A percentile cannot be above 100.", nameof(chart));
        }

        X = ChartAxis.Over(chart.XScale, points.Select(point => point.X));
        Y = ChartAxis.Over(chart.YScale, points.Select(point => point.Y), roundEnd: true);
        Lines = [.. chart.Series.Select(series => series.Points
            .Where(point => X.CanShow(point.X) && Y.CanShow(point.Y))
            .Select(point => (X.Share(point.X), Y.Share(point.Y))).ToList())];
        var zeros = points.Count - Lines.Sum(line => line.Count);
        Note = zeros == 0 ? null : $"{ChartNumbers.Count(zeros, "point")} at zero left out: a log axis has no zero";
    }

    public ChartAxis X { get; }

    public ChartAxis Y { get; }

    public List<List<(double X, double Y)>> Lines { get; }

    /// <summary>A note on the points left out; null if all are shown.</summary>
    public string? Note { get; }
}

/// <summary>The rectangle between the axes, in pixels.</summary>
internal sealed record LineFrame(double Left, double Top, double Right, double Bottom)
{
    public (double X, double Y) At((double X, double Y) share) =>
        (Left + (share.X * (Right - Left)), Bottom - (share.Y * (Bottom - Top)));
}

/// <summary>Reduces the points of a line.</summary>
internal static class LineThinning
{
    /// <summary>
    /// Keeps about <paramref name="most"/> points and the line's shape: the first and the last point, and the lowest and the
    /// highest of each run of neighbours, so no spike is lost.
    /// </summary>
    public static List<(double X, double Y)> Thin(List<(double X, double Y)> line, int most)
    {
        if (line.Count <= Math.Max(2, most))
        {
            return line;
        }

        var runs = Math.Max(1, (most - 2) / 2);
        var thin = new List<(double X, double Y)> { line[0] };
        for (var run = 0; run < runs; run++)
        {
            var from = 1 + (int)((line.Count - 2L) * run / runs);
            var to = 1 + (int)((line.Count - 2L) * (run + 1) / runs);
            var (low, high) = (from, from);
            for (var i = from; i < to; i++)
            {
                low = line[i].Y < line[low].Y ? i : low;
                high = line[i].Y > line[high].Y ? i : high;
            }

            if (to > from)
            {
                thin.Add(line[Math.Min(low, high)]);
                if (low != high)
                {
                    thin.Add(line[Math.Max(low, high)]);
                }
            }
        }

        thin.Add(line[^1]);
        return thin;
    }
}
