using System.Text.RegularExpressions;

namespace HonestAsync;

/// <summary>
/// Tells numbers from words; a number may carry a sign and a short unit (12.5 ms, 3x, ≥ 2).
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
