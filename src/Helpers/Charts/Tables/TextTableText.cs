namespace HonestAsync;

internal static class TextTableText
{
    private const string Gap = "  ";

    public static string Render(TextTable table)
    {
        var widths = table.Columns.Select((name, column) => table.Rows.Select(row => row[column]).Prepend(name)
            .Max(cell => ChartText.Columns(ChartText.Clean(cell)))).ToArray();
        var lines = new List<string>();
        if (table.Title is { Length: > 0 } title)
        {
            lines.Add(ChartText.Clean(title));
            lines.Add("");
        }

        lines.Add(Line(table, table.Columns, widths));
        lines.Add(string.Join(Gap, widths.Select(width => new string('─', width))));
        lines.AddRange(table.Rows.Select(row => Line(table, row, widths)));
        if (table.Rows.Count == 0)
        {
            lines.Add("(no rows)");
        }

        return string.Join('\n', lines);
    }

    private static string Line(TextTable table, IReadOnlyList<string> cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => table.IsNumeric(column)
            ? ChartText.Right(cell, widths[column])
            : ChartText.Left(cell, widths[column]))).TrimEnd();
}
