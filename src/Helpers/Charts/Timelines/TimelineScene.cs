namespace HonestAsync;

/// <summary>
/// A timeline prepared for rendering: lanes and operations in order, overlaps stacked, axis fitted.
/// </summary>
internal sealed class TimelineScene
{
    public TimelineScene(TimelineChart chart, int kept = int.MaxValue)
    {
        // lanes, colours and axis come from all spans: thinning must not move anything
        Operations = [.. chart.Spans.Select(span => span.Operation).Distinct(StringComparer.Ordinal)];
        var marks = chart.Marks ?? [];
        Axis = ChartAxis.Over(AxisScale.Linear,
            [.. chart.Spans.SelectMany(span => new[] { span.Start, span.End }), .. marks.Select(mark => mark.At)]);
        var shown = chart.Spans.Count <= kept ? chart.Spans : Longest(chart.Spans, kept);
        LeftOut = chart.Spans.Count - shown.Count;
        Lanes = [.. chart.Spans.Select(span => span.Lane).Concat(marks.Select(mark => mark.Lane))
            .Distinct(StringComparer.Ordinal)
            .Select(lane => new TimelineLane(lane, Stack(shown.Where(span => Same(span.Lane, lane))),
                [.. marks.Where(mark => Same(mark.Lane, lane)).OrderBy(mark => mark.At)]))];
    }

    public List<TimelineLane> Lanes { get; }

    public List<string> Operations { get; }

    public ChartAxis Axis { get; }

    public int LeftOut { get; }

    public int Colour(string operation) => Operations.IndexOf(operation);

    private static List<LaneSpan> Longest(IReadOnlyList<LaneSpan> spans, int kept) =>
        [.. spans.Index().OrderByDescending(item => item.Item.Length)
            // among equal lengths, pick from the whole list: multiples of the golden ratio spread evenly
            .ThenBy(item => unchecked((uint)item.Index * 2654435769u))
            .Take(kept).OrderBy(item => item.Index).Select(item => item.Item)];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static List<List<LaneSpan>> Stack(IEnumerable<LaneSpan> spans)
    {
        var rows = new List<List<LaneSpan>>();
        foreach (var span in spans.OrderBy(span => span.Start).ThenBy(span => span.End))
        {
            var row = rows.Find(candidate => candidate[^1].End <= span.Start);
            if (row is null)
            {
                rows.Add([span]);
            }
            else
            {
                row.Add(span);
            }
        }

        return rows.Count == 0 ? [[]] : rows;
    }
}

/// <summary>One lane: its spans in rows without overlap, its marks by time.</summary>
internal sealed record TimelineLane(string Name, List<List<LaneSpan>> Rows, List<LaneMark> Marks);
