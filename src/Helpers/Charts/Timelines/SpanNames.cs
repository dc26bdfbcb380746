namespace HonestAsync;

/// <summary>
/// Decides which spans show their names, and where: inside in one line, or in two if that saves the key; next to a span
/// that is too short to see, if its row is free.
/// </summary>
internal sealed class SpanNames
{
    private const double Size = 11;
    private const double LineHeight = 12;
    private const double TallRow = 32;
    private const double MostTallRows = 10;
    private const double Short = 12;

    private readonly TimelinePlan _plan;
    private readonly List<SpanName> _names = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    public SpanNames(TimelineScene scene, TimelinePlan plan)
    {
        _plan = plan;
        var rows = scene.Lanes.Sum(lane => lane.Rows.Count);
        RowHeight = Math.Clamp(640.0 / rows, 3, 22);
        if (RowHeight < 14)
        {
            return;
        }

        var all = scene.Lanes.SelectMany(lane => lane.Rows.Index().SelectMany(row => row.Item.Index()
            .Select(span => (Lane: lane, Row: row.Index, Spans: row.Item, span.Index)))).ToList();
        AddInside(all, lines: 1);
        if (rows <= MostTallRows && !all.TrueForAll(at => _named.Contains(at.Spans[at.Index].Operation)))
        {
            var oneLine = _names.ToList();
            _names.Clear();
            AddInside(all, lines: 2);
            if (all.TrueForAll(at => _named.Contains(at.Spans[at.Index].Operation)))
            {
                RowHeight = TallRow;
                return;
            }

            _names.Clear();
            _named.Clear();
            _names.AddRange(oneLine);
            _named.UnionWith(oneLine.Select(name => name.Span.Operation));
        }

        AddNextTo(all);
    }

    public double RowHeight { get; }

    /// <summary>True if the operation's name is drawn at one of its spans, so that the key can omit it.</summary>
    public bool Contains(string operation) => _named.Contains(operation);

    public void Draw(SvgCanvas canvas, Func<LaneSpan, string> fill)
    {
        foreach (var name in _names)
        {
            var (x, width) = _plan.Extent(name.Span, name.Free);
            var middle = _plan.RowMiddle(name.Lane, name.Row) + 4;
            foreach (var (i, line) in name.Lines.Index())
            {
                var baseline = middle + ((i - ((name.Lines.Count - 1) / 2.0)) * LineHeight);
                canvas.Text(name.IsInside ? x + (width / 2) : x + width + 4, baseline, line, new()
                {
                    Size = Size, Anchor = name.IsInside ? "middle" : null,
                    Fill = name.IsInside ? ChartPalette.TextOn(fill(name.Span)) : null,
                });
            }
        }
    }

    private void AddInside(List<(TimelineLane Lane, int Row, List<LaneSpan> Spans, int Index)> all, int lines)
    {
        foreach (var (lane, row, spans, index) in all)
        {
            var span = spans[index];
            var free = _plan.FreeUntil(spans, index);
            var room = _plan.Extent(span, free).Width - 6;
            var name = ChartText.Clean(span.Operation);
            var wrapped = lines == 1 ? [name] : ChartText.WrapEvenly(name, room, lines, Width);
            if (wrapped.TrueForAll(line => Width(line) <= room)
                && string.Equals(string.Join(' ', wrapped), name, StringComparison.Ordinal))
            {
                Add(new(lane, row, span, free, wrapped, IsInside: true));
            }
        }
    }

    private void AddNextTo(List<(TimelineLane Lane, int Row, List<LaneSpan> Spans, int Index)> all)
    {
        var inside = _named.ToHashSet(StringComparer.Ordinal);
        foreach (var (lane, row, spans, index) in all)
        {
            var span = spans[index];
            var free = _plan.FreeUntil(spans, index);
            var (x, width) = _plan.Extent(span, free);
            var name = ChartText.Clean(span.Operation);
            var isPointedAt = lane.Marks.Exists(mark => Math.Abs(_plan.X(mark.At) - x) <= Short);
            // once per lane: a row of short spans would be all names
            if (width <= Short && x + width + Width(name) + 10 <= free && !isPointedAt
                && !inside.Contains(span.Operation)
                && !_names.Exists(other => other.Lane == lane && other.Span.Operation == span.Operation))
            {
                Add(new(lane, row, span, free, [name], IsInside: false));
            }
        }
    }

    private void Add(SpanName name)
    {
        _names.Add(name);
        _named.Add(name.Span.Operation);
    }

    private static double Width(string text) => ChartText.Pixels(text, Size);
}

internal sealed record SpanName(
    TimelineLane Lane, int Row, LaneSpan Span, double Free, List<string> Lines, bool IsInside);
