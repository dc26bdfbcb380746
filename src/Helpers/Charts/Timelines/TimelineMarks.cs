namespace HonestAsync;

/// <summary>
/// Marks of a lane: a triangle above the spans and a label beside it, on as many rows as they need.
/// </summary>
internal static class TimelineMarks
{
    private const double RowHeight = 15;

    public static int Rows(TimelineLane lane, TimelinePlan plan) =>
        lane.Marks.Count == 0 ? 0 : Layout(lane, plan).Max(placed => placed.Row) + 1;

    public static void Draw(SvgCanvas canvas, TimelineLane lane, TimelinePlan plan)
    {
        var top = plan.RowsTop(lane);
        var marks = Layout(lane, plan);
        foreach (var (mark, row, _, _) in marks)
        {
            var x = plan.X(mark.At);
            var y = plan.MarksTop(lane) + (row * RowHeight) + 4;
            canvas.Line(x, y + 4, x, top, ChartPalette.Ink, 1.2);
            canvas.Shape($"M{ChartNumbers.Place(x - 4, y)}h8l-4 7z", ChartPalette.Ink);
        }

        foreach (var (mark, row, textX, leftwards) in marks)
        {
            canvas.Text(textX, plan.MarksTop(lane) + (row * RowHeight) + 12, mark.Label, new()
            {
                Size = 11, Halo = ChartPalette.Band, Anchor = leftwards ? "end" : null,
                Room = leftwards ? textX - plan.Left : TimelinePlan.Right - textX,
            });
        }
    }

    private static List<(LaneMark Mark, int Row, double TextX, bool Leftwards)> Layout(
        TimelineLane lane, TimelinePlan plan)
    {
        var placed = new List<(LaneMark, int, double, bool)>();
        var free = new List<double>();
        foreach (var mark in lane.Marks)
        {
            var x = plan.X(mark.At);
            var width = 8 + Math.Min(
                ChartText.Pixels(ChartText.Clean(mark.Label), 11), (TimelinePlan.Right - plan.Left) / 2);
            var leftwards = x + width > TimelinePlan.Right;
            var (from, to) = leftwards ? (x - width, x + 8) : (x - 6, x + width + 4);
            var row = free.FindIndex(end => end <= from);
            if (row < 0)
            {
                row = free.Count;
                free.Add(0);
            }

            free[row] = to;
            placed.Add((mark, row, leftwards ? x - 7 : x + 7, leftwards));
        }

        return placed;
    }
}
