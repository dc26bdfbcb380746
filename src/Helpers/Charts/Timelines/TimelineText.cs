namespace HonestAsync;

/// <summary>Renders one row of cells per lane: a letter where a span starts, a double line while it runs.</summary>
internal static class TimelineText
{
    public static string Render(TimelineChart chart, int width)
    {
        var canvas = new TextCanvas(width);
        canvas.AddWrapped(chart.Title);
        canvas.Add();
        var scene = new TimelineScene(chart);
        if (scene.Lanes.Count == 0)
        {
            canvas.Add(TimelineChart.Nothing);
            return canvas.ToString();
        }

        var letters = OperationLetters.For(scene.Operations);
        var names = ChartLabels.Fit([.. scene.Lanes.Select(lane => lane.Name)], width / 4);
        var labels = names.SelectMany(lines => lines).Max(ChartText.Columns);
        var (left, columns) = (labels + 2, width - labels - 2);
        var hidden = 0;
        foreach (var (i, lane) in scene.Lanes.Index())
        {
            Marks(canvas, lane, scene, left, columns);
            var top = canvas.Height;
            foreach (var (line, name) in names[i].Index())
            {
                canvas.Put(0, top + line, ChartText.Right(name, labels));
            }

            foreach (var (row, spans) in lane.Rows.Index())
            {
                hidden += Row(canvas, spans, scene, letters, left, columns, top + row);
            }
        }

        Axis(canvas, chart, scene, left, columns);
        canvas.Add();
        canvas.AddEntries(scene.Operations.Select(operation =>
            $"{letters[operation]} {ChartText.Fit(operation, width / 2)}"));
        if (hidden > 0)
        {
            canvas.AddWrapped($"{ChartNumbers.Count(hidden, "short span")} hidden: another span has the same character");
        }

        return canvas.ToString();
    }

    private static int Row(TextCanvas canvas, List<LaneSpan> spans, TimelineScene scene,
        Dictionary<string, char> letters, int left, int columns, int row)
    {
        canvas.Fill(left, row, columns, '·');
        var (hidden, next) = (0, 0);
        foreach (var (index, span) in spans.Index())
        {
            var from = Math.Max(next, Cell(span.Start));
            // leave the next span its first cell
            var limit = index + 1 < spans.Count ? Math.Max(from + 1, Cell(spans[index + 1].Start)) : columns;
            var to = Math.Min(Math.Max(from + 1, (int)Math.Round(scene.Axis.Share(span.End) * columns)),
                limit);
            if (from >= columns || from > Cell(span.End) + 1)
            {
                hidden++;
                continue;
            }

            canvas.Put(left + from, row, letters[span.Operation].ToString());
            canvas.Fill(left + from + 1, row, to - from - 1, '═');
            next = to;
        }

        return hidden;

        int Cell(double time) => Math.Min(columns - 1, (int)Math.Round(scene.Axis.Share(time) * columns));
    }

    private static void Marks(TextCanvas canvas, TimelineLane lane, TimelineScene scene, int left, int columns)
    {
        var top = canvas.Height;
        foreach (var mark in lane.Marks)
        {
            var column = left + Math.Min(columns - 1, (int)Math.Round(scene.Axis.Share(mark.At) * columns));
            var label = ChartText.Fit(mark.Label, columns / 2);
            var length = ChartText.Columns(label) + 2;
            var start = column + length <= left + columns ? column : column - length + 1;
            var row = top;
            while (!canvas.IsFree(start, row, length) || (start > left && !canvas.IsFree(start - 1, row, 1)))
            {
                row++;
            }

            canvas.Put(start, row, start == column ? $"▼ {label}" : $"{label} ▼");
        }
    }

    private static void Axis(TextCanvas canvas, TimelineChart chart, TimelineScene scene, int left, int columns)
    {
        var row = canvas.Height;
        canvas.Fill(left, row, columns, '─');
        var unit = ChartText.Fit(chart.Unit, columns / 3);
        var end = left + columns - ChartText.Columns(unit) - 1;
        var free = left - 2;
        foreach (var (share, label) in scene.Axis.Ticks(Math.Max(2, columns / 10)))
        {
            var column = left + (int)Math.Round(share * (columns - 1));
            var start = column - (label.Length / 2);
            canvas.Put(column, row, "┴");
            if (start >= free && start + label.Length < end)
            {
                canvas.Put(start, row + 1, label);
                free = start + label.Length + 1;
            }
        }

        canvas.Put(end + 1, row + 1, unit);
    }
}

/// <summary>Letters that identify operations in a text timeline.</summary>
internal static class OperationLetters
{
    private const string Spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Gives each operation a different letter, from its own name if one is free.</summary>
    public static Dictionary<string, char> For(IReadOnlyList<string> operations)
    {
        var letters = new Dictionary<string, char>(StringComparer.Ordinal);
        var free = new HashSet<char>(Spare);
        foreach (var operation in operations)
        {
            // "request 1" and "request 2" differ in their last word only, so word starts come first from the end
            var words = operation.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var wanted = words.Reverse().Select(word => char.ToUpperInvariant(word[0]))
                .Concat(operation.Select(char.ToUpperInvariant)).Concat(Spare);
            var letter = wanted.FirstOrDefault(free.Contains, '#');
            free.Remove(letter);
            letters[operation] = letter;
        }

        return letters;
    }
}
