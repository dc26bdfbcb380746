namespace HonestAsync;

/// <summary>
/// Draws lanes as bands and operations by colour. A name goes inside its span or next to a short one if it fits, else into
/// the key.
/// </summary>
internal static class TimelineSvg
{
    private const double WidestLane = 150;

    public static string Render(TimelineChart chart, int kept, bool detailed)
    {
        var canvas = new SvgCanvas(chart.Title);
        var scene = new TimelineScene(chart, kept);
        if (scene.Lanes.Count == 0)
        {
            return canvas.FinishEmpty(TimelineChart.Nothing);
        }

        var plan = new TimelinePlan(scene, WidestLane, detailed);
        var y = Key(canvas, scene, plan, canvas.Top - 4);
        plan.LayOut(y);
        foreach (var lane in scene.Lanes)
        {
            plan.Band(canvas, lane);
        }

        Axis(canvas, chart, scene, plan);
        plan.Spans(canvas);
        foreach (var lane in scene.Lanes)
        {
            TimelineMarks.Draw(canvas, lane, plan);
        }

        y = plan.Bottom + 44;
        if (scene.LeftOut > 0)
        {
            var note = $"The {ChartNumbers.Count(scene.LeftOut, "shortest span")} of "
                + $"{ChartNumbers.Label(chart.Spans.Count)} left out to keep the picture small";
            canvas.Text(SvgCanvas.Margin, y + 10, note, new() { Size = 11, Fill = ChartPalette.Quiet });
            y += 20;
        }

        return canvas.Finish(y + 12);
    }

    private static void Axis(SvgCanvas canvas, TimelineChart chart, TimelineScene scene, TimelinePlan plan)
    {
        var quiet = new SvgText { Size = 11, Fill = ChartPalette.Quiet, Anchor = "middle" };
        canvas.Line(plan.Left, plan.Bottom, TimelinePlan.Right, plan.Bottom, ChartPalette.Axis);
        foreach (var (share, label) in scene.Axis.Ticks(8))
        {
            var x = plan.Left + (share * (TimelinePlan.Right - plan.Left));
            canvas.Line(x, plan.Top, x, plan.Bottom + 4, ChartPalette.Grid);
            canvas.Text(x, plan.Bottom + 17, label, quiet);
        }

        canvas.Text((plan.Left + TimelinePlan.Right) / 2, plan.Bottom + 35, chart.Unit,
            quiet with { Size = 12, Room = TimelinePlan.Right - plan.Left });
    }

    private static double Key(SvgCanvas canvas, TimelineScene scene, TimelinePlan plan, double top)
    {
        var keyed = scene.Operations.Where(operation => !plan.Names.Contains(operation)).ToList();
        var (x, y) = (SvgCanvas.Margin, top);
        foreach (var operation in keyed)
        {
            var width = 18 + Math.Min(220, ChartText.Pixels(ChartText.Clean(operation), 12)) + 18;
            if (x + width - 18 > SvgCanvas.Right && x > SvgCanvas.Margin)
            {
                (x, y) = (SvgCanvas.Margin, y + 19);
            }

            canvas.Rect(x, y - 1, 12, 12, ChartPalette.Fill(scene.Colour(operation)), 2);
            canvas.Text(x + 18, y + 9.5, operation, new() { Room = 220 });
            x += width;
        }

        return keyed.Count == 0 ? top : y + 26;
    }
}

/// <summary>
/// Draws the marks of a lane: a triangle above the spans with its label next to it, on as many rows as needed.
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
            canvas.Shape($"M{ChartNumbers.Coordinates(x - 4, y)}h8l-4 7z", ChartPalette.Ink);
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
