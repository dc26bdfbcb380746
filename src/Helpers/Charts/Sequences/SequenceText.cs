namespace HonestAsync;

/// <summary>Renders lifelines and arrows in box-drawing characters; a highlighted arrow is heavy.</summary>
internal static class SequenceText
{
    private const int WidestColumn = 34;

    public static string Render(SequenceDiagram diagram, int width)
    {
        var canvas = new TextCanvas(width);
        canvas.AddWrapped(diagram.Title);
        canvas.Add();
        if (diagram.Participants.Count == 0)
        {
            canvas.Add(SequenceDiagram.Nothing);
            return canvas.ToString();
        }

        var column = Math.Min(WidestColumn, width / diagram.Participants.Count);
        int[] lifelines = [.. diagram.Participants.Select((_, i) => (column * i) + (column / 2))];
        Heads(canvas, diagram, lifelines, column);
        foreach (var message in diagram.Messages)
        {
            var (from, to) = (diagram.IndexOf(message.From), diagram.IndexOf(message.To));
            if (from == to)
            {
                Note(canvas, message, lifelines, from);
            }
            else
            {
                Arrow(canvas, message, lifelines, from, to);
            }
        }

        Lifelines(canvas, lifelines);
        if (diagram.Messages.Count == 0)
        {
            canvas.Add(SequenceDiagram.Nothing);
        }

        if (diagram.Conclusion is { Length: > 0 } conclusion)
        {
            Box(canvas, ChartText.Wrap(conclusion, width - 4, 4));
        }

        return canvas.ToString();
    }

    private static void Heads(TextCanvas canvas, SequenceDiagram diagram, int[] lifelines, int column)
    {
        var top = canvas.Height;
        List<List<string>> names = [.. diagram.Participants.Select(name =>
            ChartText.WrapEvenly(name, column - 3, 2, text => ChartText.Columns(text)))];
        var height = names.Max(lines => lines.Count);
        foreach (var (i, lines) in names.Index())
        {
            var inner = Math.Min(lines.Max(ChartText.Columns) + 2, column - 3);
            var left = lifelines[i] - ((inner + 1) / 2);
            canvas.Put(left, top, $"┌{new string('─', inner)}┐");
            for (var row = 0; row < height; row++)
            {
                canvas.Put(left, top + 1 + row, $"│{new string(' ', inner)}│");
                Centred(canvas, lines.ElementAtOrDefault(row) ?? "", left, inner, top + 1 + row);
            }

            canvas.Put(left, top + height + 1, $"└{new string('─', inner)}┘");
            canvas.Put(lifelines[i], top + height + 1, "┬");
        }
    }

    private static int Lifelines(TextCanvas canvas, int[] lifelines)
    {
        var row = canvas.Height;
        foreach (var x in lifelines)
        {
            canvas.Put(x, row, "│");
        }

        return row;
    }

    private static void Arrow(TextCanvas canvas, Message message, int[] lifelines, int from, int to)
    {
        var (low, high) = (Math.Min(lifelines[from], lifelines[to]),
            Math.Max(lifelines[from], lifelines[to]));
        var room = high - low - 1;
        var text = ChartText.Clean(message.Text);
        var inline = ChartText.Columns(text) + 6 <= room;
        if (!inline)
        {
            foreach (var line in ChartText.WrapEvenly(text, room, 4, line => ChartText.Columns(line)))
            {
                Centred(canvas, line, low, room, Lifelines(canvas, lifelines));
            }
        }

        var row = Lifelines(canvas, lifelines);
        canvas.Fill(low + 1, row, room, message.Highlight ? '━' : '─');
        canvas.Put(to > from ? high - 1 : low + 1, row, to > from ? "▶" : "◀");
        if (inline && text.Length > 0)
        {
            Centred(canvas, $" {text} ", low, room, row);
        }
    }

    private static void Centred(TextCanvas canvas, string line, int low, int room, int row) =>
        canvas.Put(low + 1 + ((room - ChartText.Columns(line)) / 2), row, line);

    private static void Note(TextCanvas canvas, Message message, int[] lifelines, int at)
    {
        var least = at == 0 ? 0 : lifelines[at - 1] + 1;
        var most = at == lifelines.Length - 1 ? canvas.Width - 1 : lifelines[at + 1] - 1;
        var (open, close) = message.Highlight ? ("▐ ", " ▌") : ("[ ", " ]");
        var lines = ChartText.WrapEvenly(message.Text, most - least - 3, 3, line => ChartText.Columns(line));
        var inner = lines.Max(ChartText.Columns);
        var start = Math.Clamp(lifelines[at] - ((inner + 4) / 2), least, Math.Max(least, most - inner - 3));
        foreach (var line in lines)
        {
            canvas.Put(start, Lifelines(canvas, lifelines), open + ChartText.Left(line, inner) + close);
        }
    }

    private static void Box(TextCanvas canvas, List<string> lines)
    {
        var inner = lines.Max(ChartText.Columns) + 2;
        canvas.Add($"╔{new string('═', inner)}╗");
        foreach (var line in lines)
        {
            canvas.Add($"║ {ChartText.Left(line, inner - 2)} ║");
        }

        canvas.Add($"╚{new string('═', inner)}╝");
    }
}
