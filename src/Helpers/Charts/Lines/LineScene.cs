namespace HonestAsync;

/// <summary>A line chart made ready for drawing: axes fitted, lines as shares of them.</summary>
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

    /// <summary>What the picture cannot show, or null.</summary>
    public string? Note { get; }
}
