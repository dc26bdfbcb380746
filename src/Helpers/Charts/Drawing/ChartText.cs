using System.Globalization;
using System.Text;

namespace HonestAsync;

/// <summary>Measures, shortens and wraps text in any unit: terminal columns or pixels.</summary>
internal static class ChartText
{
    private const string Ellipsis = "…";

    /// <summary>
    /// Terminal columns: two for East Asian and emoji characters, none for combining marks.
    /// </summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    public static int Columns(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format ? 0 : IsWide(rune.Value) ? 2 : 1;

    /// <summary>
    /// The width in pixels in a wide common typeface: the reader's font is unknown, and narrower ones fit too.
    /// </summary>
    public static double Pixels(string text, double size, bool bold = false) =>
        text.EnumerateRunes().Sum(Ems) * size * (bold ? 1.1 : 1);

    /// <summary>
    /// One line without control characters: they are illegal in XML and break a terminal's columns.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                clean.Append(' ');
            }
            else if (rune.Value is not (0xFFFE or 0xFFFF))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    public static string Fit(string text, int columns) => Fit(text, columns, line => Columns(line));

    public static string Fit(string text, double room, Func<string, double> measure)
    {
        var clean = Clean(text);
        if (measure(clean) <= room)
        {
            return clean;
        }

        var starts = StringInfo.ParseCombiningCharacters(clean);
        for (var kept = starts.Length - 1; kept > 0; kept--)
        {
            var shorter = clean[..starts[kept]].TrimEnd() + Ellipsis;
            if (measure(shorter) <= room)
            {
                return shorter;
            }
        }

        return measure(Ellipsis) <= room ? Ellipsis : "";
    }

    public static List<string> Wrap(string text, int columns, int most) =>
        Wrap(text, columns, most, line => Columns(line));

    /// <summary>
    /// Breaks at spaces; a word longer than a line and text beyond the last line are shortened.
    /// </summary>
    public static List<string> Wrap(string text, double room, int most, Func<string, double> measure)
    {
        var words = Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = new List<string>();
        var line = "";
        for (var i = 0; i < words.Length; i++)
        {
            var longer = line.Length == 0 ? words[i] : $"{line} {words[i]}";
            if (line.Length == 0 || measure(longer) <= room)
            {
                line = longer;
                continue;
            }

            if (lines.Count == most - 1)
            {
                line = string.Join(' ', [line, .. words[i..]]);
                break;
            }

            lines.Add(Fit(line, room, measure));
            line = words[i];
        }

        lines.Add(Fit(line, room, measure));
        return lines;
    }

    /// <summary>
    /// As few lines as <see cref="Wrap(string, int, int)"/> makes, of about the same length.
    /// </summary>
    public static List<string> WrapEvenly(string text, double room, int most, Func<string, double> measure)
    {
        var plain = Wrap(text, room, most, measure);
        for (var share = 0.5; plain.Count > 1 && share < 1; share += 0.05)
        {
            var even = Wrap(text, room * share, most, measure);
            var isWhole = string.Equals(string.Join(' ', even), string.Join(' ', plain),
                StringComparison.Ordinal);
            if (isWhole && even.Count == plain.Count)
            {
                return even;
            }
        }

        return plain;
    }

    public static string Left(string text, int columns) =>
        Fit(text, columns) is var fitted ? fitted + new string(' ', Math.Max(0, columns - Columns(fitted))) : "";

    public static string Right(string text, int columns) =>
        Fit(text, columns) is var fitted ? new string(' ', Math.Max(0, columns - Columns(fitted))) + fitted : "";

    private static bool IsWide(int value) =>
        value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
            or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    private static double Ems(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' => 0.33,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' or '!' => 0.41,
        'm' or 'M' or 'W' or '@' or '%' or '…' or '—' => 1.0,
        'w' or '<' or '>' or '=' or '+' or '→' or '←' => 0.84,
        >= 'A' and <= 'Z' => 0.72,
        >= 0x20 and < 0x250 => 0.635,
        _ => Columns(rune) * (IsWide(rune.Value) ? 0.6 : 0.7),
    };
}
