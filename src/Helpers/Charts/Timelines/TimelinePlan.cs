using System.Text;

namespace HonestAsync;

/// <summary>The layout of a timeline's lanes, rows and spans, in pixels.</summary>
internal sealed class TimelinePlan
{
    public const double Right = SvgCanvas.Right - 6;
    private const double Narrowest = 1.5;
    private const double NarrowestWhereFree = 3;
    private const double TwoLines = 28;

    private readonly TimelineScene _scene;
    private readonly bool _detailed;
    private readonly double _row;
    private readonly Dictionary<TimelineLane, double> _tops = [];
    private readonly List<List<string>> _labels;

    public TimelinePlan(TimelineScene scene, double widestLane, bool detailed)
    {
        (_scene, _detailed) = (scene, detailed);
        var lines = Math.Min(22, 640.0 / scene.Lanes.Sum(lane => lane.Rows.Count)) + 6 < TwoLines ? 1 : 2;
        _labels = ChartLabels.Fit([.. scene.Lanes.Select(lane => lane.Name)], widestLane, lines, LabelWidth);
        Left = SvgCanvas.Margin + _labels.SelectMany(label => label).Max(LabelWidth) + 12;
        Names = new SpanNames(scene, this);
        _row = Names.RowHeight;
    }

    public double Left { get; }

    public double Top { get; private set; }

    public double Bottom { get; private set; }

    public SpanNames Names { get; }

    public void LayOut(double top)
    {
        Top = top;
        foreach (var lane in _scene.Lanes)
        {
            _tops[lane] = top;
            top += Height(lane) + 6;
        }

        Bottom = top;
    }

    public double MarksTop(TimelineLane lane) => _tops[lane];

    public double RowsTop(TimelineLane lane) => _tops[lane] + (15 * TimelineMarks.Rows(lane, this)) + 3;

    public double RowMiddle(TimelineLane lane, int row) => RowsTop(lane) + (row * (_row + 2)) + (_row / 2);

    public double X(double time) => Left + (_scene.Axis.Share(time) * (Right - Left));

    /// <summary>Draws the lane's band, and its name to the left.</summary>
    public void Band(SvgCanvas canvas, TimelineLane lane)
    {
        canvas.Rect(Left, _tops[lane], Right - Left, Height(lane), ChartPalette.Band);
        var middle = (RowsTop(lane) + RowsBottom(lane)) / 2;
        ChartLabels.Draw(canvas, Left - 12, middle + 4, _labels[_scene.Lanes.IndexOf(lane)], lane.Name);
    }

    public void Spans(SvgCanvas canvas)
    {
        var paths = new StringBuilder[_scene.Operations.Count];
        foreach (var (lane, row, spans, index) in from lane in _scene.Lanes
                                                  from row in lane.Rows.Index()
                                                  from span in row.Item.Index()
                                                  select (lane, row.Index, row.Item, span.Index))
        {
            var y = RowMiddle(lane, row) - (_row / 2);
            var (x, width) = Extent(spans[index], FreeUntil(spans, index));
            var colour = _scene.Colour(spans[index].Operation);
            if (_detailed)
            {
                canvas.Rect(x, y, width, _row, ChartPalette.Fill(colour), Math.Min(2, width / 3),
                    title: Hover(spans[index]));
            }
            else
            {
                (paths[colour] ??= new()).Append('M').Append(ChartNumbers.Coordinates(x, y))
                    .Append('h').Append(ChartNumbers.Coordinate(width)).Append('v').Append(ChartNumbers.Coordinate(_row))
                    .Append('h').Append(ChartNumbers.Coordinate(-width)).Append('z');
            }
        }

        foreach (var (colour, path) in paths.Index().Where(item => item.Item is not null))
        {
            canvas.Shape(path.ToString(), ChartPalette.Fill(colour), title: _scene.Operations[colour]);
        }

        Names.Draw(canvas, span => ChartPalette.Fill(_scene.Colour(span.Operation)));
    }

    /// <summary>The X at which the row's next span begins, or the picture ends.</summary>
    public double FreeUntil(List<LaneSpan> row, int index) =>
        index + 1 < row.Count ? X(row[index + 1].Start) : Right;

    /// <summary>
    /// A pixel narrower than its time, so that neighbours of the same colour stay apart, but wide enough to see if the next
    /// span leaves room.
    /// </summary>
    public (double X, double Width) Extent(LaneSpan span, double free)
    {
        var (from, to) = (X(span.Start), X(span.End));
        from = Math.Min(from, Right - (free >= Right ? NarrowestWhereFree : Narrowest));
        var least = Math.Clamp(free - from - 1, Narrowest, NarrowestWhereFree);
        return (from, Math.Max(least, to - from - (to - from > 4 ? 1 : 0)));
    }

    private static double LabelWidth(string text) => ChartText.Pixels(text, 12);

    private static string Hover(LaneSpan span) =>
        $"{span.Operation}: {ChartNumbers.Label(span.Start)}–{ChartNumbers.Label(span.End)}"
        + (span.Note is { Length: > 0 } note ? $", {note}" : "");

    private double RowsBottom(TimelineLane lane) =>
        RowsTop(lane) + (_row * lane.Rows.Count) + (2 * (lane.Rows.Count - 1));

    private double Height(TimelineLane lane) => RowsBottom(lane) - _tops[lane] + 3;
}
