using System.Net;
using System.Text;

namespace HonestAsync;

/// <summary>Renders a table for a terminal.</summary>
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

/// <summary>Renders a table as HTML with inline styles only: code hosts strip style sheets.</summary>
internal static class TextTableHtml
{
    private const string Border = "1px solid rgba(128,128,128,0.35)";

    public static string Render(TextTable table)
    {
        var html = new StringBuilder(
            "<table style=\"border-collapse:collapse;color:inherit;background:transparent;border:none\">\n");
        if (table.Title is { Length: > 0 } title)
        {
            html.Append("<caption style=\"caption-side:top;text-align:left;color:inherit;font-weight:600;padding:4px 0\">")
                .Append(Encode(title)).Append("</caption>\n");
        }

        html.Append("<thead>");
        Row(html, table, table.Columns, "th", "2px solid rgba(128,128,128,0.6)");
        html.Append("</thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            Row(html, table, row, "td", Border);
        }

        if (table.Rows.Count == 0)
        {
            html.Append("<tr><td colspan=\"").Append(Math.Max(1, table.Columns.Count))
                .Append("\">(no rows)</td></tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    private static void Row(StringBuilder html, TextTable table, IReadOnlyList<string> cells, string tag, string border)
    {
        html.Append("<tr style=\"background:transparent\">");
        foreach (var (column, cell) in cells.Index())
        {
            var align = table.IsNumeric(column) ? "right;font-variant-numeric:tabular-nums" : "left";
            html.Append('<').Append(tag).Append(" style=\"color:inherit;padding:4px 12px 4px 0;border:none;border-bottom:")
                .Append(border).Append(";text-align:").Append(align).Append("\">").Append(Encode(cell))
                .Append("</").Append(tag).Append('>');
        }

        html.Append("</tr>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(ChartText.Clean(text));
}
