using System.Text;

namespace HonestAsync;

/// <summary>Where every lane, row and span of a timeline lies, in pixels.</summary>
internal sealed class TimelinePlan
{
    private readonly TimelineScene _scene;
    private readonly bool _detailed;
    private readonly double _row;
    private readonly Dictionary<TimelineLane, double> _tops = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    public TimelinePlan(TimelineScene scene, double left, double right, bool detailed)
    {
        (_scene, Left, Right, _detailed) = (scene, left, right, detailed);
        _row = Math.Clamp(640.0 / scene.Lanes.Sum(lane => lane.Rows.Count), 3, 22);
        foreach (var span in scene.Lanes.SelectMany(lane => lane.Rows).SelectMany(row => row).Where(CanName))
        {
            _named.Add(span.Operation);
        }
    }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; private set; }

    public double Bottom { get; private set; }

    /// <summary>Whether some span of the operation is wide enough to carry its name.</summary>
    public bool IsNamed(string operation) => _named.Contains(operation);

    public void Place(double top)
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

    public double RowsBottom(TimelineLane lane) =>
        RowsTop(lane) + (_row * lane.Rows.Count) + (2 * (lane.Rows.Count - 1));

    public double Middle(TimelineLane lane) => (RowsTop(lane) + RowsBottom(lane)) / 2;

    public double X(double time) => Left + (_scene.Axis.Share(time) * (Right - Left));

    public void Band(SvgCanvas canvas, TimelineLane lane) =>
        canvas.Rect(Left, _tops[lane], Right - Left, Height(lane), ChartPalette.Band);

    public void Spans(SvgCanvas canvas)
    {
        var paths = new StringBuilder[_scene.Operations.Count];
        foreach (var (lane, row, span) in from lane in _scene.Lanes
                                          from row in lane.Rows.Index()
                                          from span in row.Item
                                          select (lane, row.Index, span))
        {
            var y = RowsTop(lane) + (row * (_row + 2));
            var (x, width) = Extent(span);
            var colour = _scene.Colour(span.Operation);
            if (_detailed)
            {
                canvas.Rect(x, y, width, _row, ChartPalette.Fill(colour), Math.Min(2, width / 3),
                    title: Hover(span));
            }
            else
            {
                (paths[colour] ??= new()).Append('M').Append(ChartNumbers.Place(x, y))
                    .Append('h').Append(ChartNumbers.Coordinate(width)).Append('v').Append(ChartNumbers.Coordinate(_row))
                    .Append('h').Append(ChartNumbers.Coordinate(-width)).Append('z');
            }
        }

        foreach (var (colour, path) in paths.Index().Where(item => item.Item is not null))
        {
            canvas.Shape(path.ToString(), ChartPalette.Fill(colour), title: _scene.Operations[colour]);
        }

        Names(canvas);
    }

    private static string Hover(LaneSpan span) =>
        $"{span.Operation}: {ChartNumbers.Label(span.Start)}–{ChartNumbers.Label(span.End)}"
        + (span.Note is { Length: > 0 } note ? $", {note}" : "");

    private void Names(SvgCanvas canvas)
    {
        foreach (var lane in _scene.Lanes)
        {
            foreach (var (row, spans) in lane.Rows.Index())
            {
                foreach (var span in spans.Where(CanName))
                {
                    var (x, width) = Extent(span);
                    var baseline = RowsTop(lane) + (row * (_row + 2)) + (_row / 2) + 4;
                    var fill = ChartPalette.Fill(_scene.Colour(span.Operation));
                    canvas.Text(x + (width / 2), baseline, span.Operation,
                        new() { Size = 11, Anchor = "middle", Fill = ChartPalette.TextOn(fill) });
                }
            }
        }
    }

    private double Height(TimelineLane lane) => RowsBottom(lane) - _tops[lane] + 3;

    private bool CanName(LaneSpan span) =>
        _row >= 14 && ChartText.Pixels(ChartText.Clean(span.Operation), 11) + 6 <= Extent(span).Width;

    /// <summary>
    /// A hair narrower than the time it stands for, so that neighbours of one colour stay apart.
    /// </summary>
    private (double X, double Width) Extent(LaneSpan span)
    {
        var (from, to) = (X(span.Start), X(span.End));
        return (Math.Min(from, Right - 1.5), Math.Max(1.5, to - from - (to - from > 4 ? 1 : 0)));
    }
}
