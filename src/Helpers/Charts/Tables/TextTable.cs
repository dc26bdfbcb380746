using System.Globalization;
using System.Text.RegularExpressions;

namespace HonestAsync;

/// <summary>An immutable table of text; columns of numbers are right-aligned. Renders as text or HTML.</summary>
/// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
[TypeFormatterSource(typeof(TextTableFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TextTable(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Title = null)
{
    /// <summary>The column names, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; } = ChartGuard.Copy(Columns, nameof(Columns));

    /// <summary>The rows, from top to bottom; each has one cell per column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; private init; } = Checked(Rows, Columns);

    /// <summary>Returns an empty table; add rows with <see cref="Row"/>.</summary>
    public static TextTable Of(params string[] columns) => new(columns, []);

    /// <summary>
    /// Returns a copy with one more row. Numbers are formatted like chart labels, with three or four significant digits;
    /// text is kept as is, so format a number yourself if its digits matter.
    /// </summary>
    public TextTable Row(params object?[] cells) => this with
    {
        Rows = Checked([.. Rows, [.. cells.Select(Cell)]], Columns),
    };

    /// <summary>Renders the table for a terminal, as wide as its cells.</summary>
    public override string ToString() => TextTableText.Render(this);

    /// <summary>Renders an HTML table that inherits colours and fonts, for dark and light pages.</summary>
    public string ToHtml() => TextTableHtml.Render(this);

    internal bool IsNumeric(int column) => Rows.Count > 0
        && Rows.All(row => row[column].Length == 0 || TextTableNumbers.IsNumber(row[column]))
        && Rows.Any(row => row[column].Length > 0);

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        string text => text,
        double number => ChartNumbers.Label(number),
        float number => ChartNumbers.Label(number),
        decimal number => ChartNumbers.Label((double)number),
        sbyte or byte or short or ushort or int or uint or long or ulong =>
            ((IFormattable)cell).ToString("#,0", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static IReadOnlyList<IReadOnlyList<string>> Checked(
        IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var odd = rows.FirstOrDefault(row => row.Count != columns.Count);
        return odd is null
            ? [.. rows.Select(row => row.ToArray())]
            : throw new ArgumentException(
                $"A row has {odd.Count} cells, but there are {columns.Count} columns.", nameof(rows));
    }
}

/// <summary>
/// Recognises cells that hold a number, with or without a sign and a short unit (12.5 ms, 3x, ≥ 2).
/// </summary>
internal static partial class TextTableNumbers
{
    public static bool IsNumber(string cell) => Pattern().IsMatch(ChartText.Clean(cell))
        || cell.Trim() is "–" or "—" or "-" or "∞" or "NaN";

    [GeneratedRegex(@"^\s*[~≈<>≤≥±+−-]?\s?\d[\d,._]*(e[+-]?\d+)?(\s?(%|x|×|[\p{L}µ/]{1,6}))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
