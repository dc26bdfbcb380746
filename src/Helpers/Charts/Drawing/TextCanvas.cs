namespace HonestAsync;

/// <summary>A grid of terminal cells that grows downwards. Text beyond its sides is not drawn.</summary>
internal sealed class TextCanvas(int width)
{
    private readonly List<string[]> _rows = [];

    public int Width { get; } = width;

    public int Height => _rows.Count;

    public void Put(int column, int row, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var columns = ChartText.Columns(rune);
            if (columns == 0)
            {
                if (column > 0 && column <= Width)
                {
                    Row(row)[column - 1] += rune.ToString();
                }

                continue;
            }

            if (column >= 0 && column + columns <= Width)
            {
                Row(row)[column] = rune.ToString();
                if (columns == 2)
                {
                    Row(row)[column + 1] = "";
                }
            }

            column += columns;
        }
    }

    public void Fill(int column, int row, int count, char with) =>
        Put(column, row, new string(with, Math.Max(0, count)));

    /// <summary>Adds a row of text at the bottom.</summary>
    public void Add(string text = "")
    {
        var row = Height;
        Row(row);
        Put(0, row, text);
    }

    public void AddWrapped(string text, int most = 3)
    {
        foreach (var line in ChartText.Wrap(text, Width, most))
        {
            Add(line);
        }
    }

    /// <summary>Adds the entries of a key, as many per row as fit.</summary>
    public void AddEntries(IEnumerable<string> entries)
    {
        var line = "";
        foreach (var entry in entries)
        {
            if (line.Length > 0 && ChartText.Columns(line) + 3 + ChartText.Columns(entry) > Width)
            {
                Add(line);
                line = "";
            }

            line += line.Length == 0 ? entry : $"   {entry}";
        }

        Add(line);
    }

    /// <summary>True if all cells of a stretch are empty.</summary>
    public bool IsFree(int column, int row, int count) =>
        column >= 0 && column + count <= Width && Row(row).AsSpan(column, count).IndexOfAnyExcept(" ") < 0;

    public override string ToString() =>
        string.Join('\n', _rows.Select(cells => string.Concat(cells).TrimEnd())).TrimEnd('\n');

    private string[] Row(int row)
    {
        while (_rows.Count <= row)
        {
            var cells = new string[Width];
            Array.Fill(cells, " ");
            _rows.Add(cells);
        }

        return _rows[row];
    }
}
