namespace HonestAsync.Lab;

/// <summary>Where lanes lie, counted in rows from the top; above a lane's spans, rows for the labels of its marks.</summary>
internal sealed class TimelineRows
{
    private const double Gap = 0.3;
    private const double MarkRow = 0.7;

    private readonly double _end;
    private readonly double _perPixel;
    private readonly Dictionary<TimelineLane, double> _tops = [];

    public TimelineRows(TimelineScene scene)
    {
        var times = scene.Lanes.SelectMany(lane => lane.Rows).SelectMany(row => row)
            .SelectMany(span => new[] { span.Start, span.End })
            .Concat(scene.Lanes.SelectMany(lane => lane.Marks).Select(mark => mark.At)).ToList();
        (_end, Length) = (times.Max(), times.Max() - times.Min());
        Times = Length > 0 ? [times.Min(), _end + (Length * 0.01)] : null;
        _perPixel = Length / (Figure.UsualWidth - 200);
        foreach (var lane in scene.Lanes)
        {
            _tops[lane] = Count;
            Count = Bottom(lane) + Gap;
        }
    }

    public double Count { get; private set; }

    /// <summary>From the first moment to the last, in the chart's unit of time.</summary>
    public double Length { get; }

    public double BandTop(TimelineLane lane) => _tops[lane];

    /// <summary>Of its first row of spans.</summary>
    public double Top(TimelineLane lane) => _tops[lane] + (MarkRow * MarkRows(lane)) + 0.1;

    public double Bottom(TimelineLane lane) => Top(lane) + lane.Rows.Count + 0.1;

    public double Middle(TimelineLane lane) => (Top(lane) + Bottom(lane)) / 2;

    /// <summary>Where the axis begins and ends; null for a single moment.</summary>
    public double[]? Times { get; }

    /// <summary>Each with its height, on as many rows as keep the labels apart at the usual width.</summary>
    public IEnumerable<(LaneMark Mark, double Row, bool Leftwards)> Marks(TimelineLane lane) => Layout(lane)
        .Select(placed => (placed.Mark, _tops[lane] + (MarkRow * (placed.Row + 0.5)), placed.Leftwards));

    private int MarkRows(TimelineLane lane) => Layout(lane).Select(placed => placed.Row + 1).DefaultIfEmpty().Max();

    private List<(LaneMark Mark, int Row, bool Leftwards)> Layout(TimelineLane lane)
    {
        var placed = new List<(LaneMark, int, bool)>();
        var free = new List<double>();
        foreach (var mark in lane.Marks)
        {
            var length = (ChartText.Pixels(ChartText.Clean(mark.Label), 11) + 12) * _perPixel;
            var leftwards = mark.At + length > _end;
            var (from, to) = leftwards ? (mark.At - length, mark.At) : (mark.At, mark.At + length);
            var row = free.FindIndex(end => end <= from);
            if (row < 0)
            {
                row = free.Count;
                free.Add(0);
            }

            free[row] = to + (8 * _perPixel);
            placed.Add((mark, row, leftwards));
        }

        return placed;
    }
}
