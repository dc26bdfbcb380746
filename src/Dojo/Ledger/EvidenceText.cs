using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>
/// A measured row for people who read it cold: where a name ends and its value begins is marked, and so is
/// where the next one begins. Names may hold commas and numbers, too: a row that cannot be told apart stays as
/// it is.
/// </summary>
internal static partial class EvidenceText
{
    /// <param name="row">Names and values as a run prints them: <c>threads 1, losing orders 12</c>.</param>
    /// <param name="form">The form of evidence: a trace may be all words.</param>
    /// <returns>The same with marks: <c>threads = 1; losing orders = 12</c>.</returns>
    public static string Readable(string row, string? form)
    {
        var items = new List<string>();
        string open = "";
        foreach (string piece in Commas().Split(row))
        {
            open = open.Length == 0 ? piece : $"{open}, {piece}";
            if (NameAndValue().Match(open) is { Success: true } item)
            {
                items.Add($"{item.Groups["name"].Value} = {item.Groups["value"].Value}");
                open = "";
            }
        }
        if (items.Count == 0 || (open.Length > 0 && form == "Trace"))
        {
            return row;
        }
        return string.Join("; ", open.Length == 0 ? items : items.Append(open));
    }

    // not those in brackets, as in (0.99–1.01, 60 pairs), nor those of thousands
    [GeneratedRegex(@",\s(?![^()]*\))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commas();

    // yes or no; three numbers and more, which are a list; a number with its unit; a ratio with its spread.
    // What ends in "of 50" is the beginning of a name
    [GeneratedRegex(
        @"^(?<name>.*?\S)(?<!\bof)\s(?<value>yes|no|(-?[\d.,]+\s){2,}-?[\d.,]+"
            + @"|-?[\d.,]+(\s(virtual\sms|B))?|-?[\d.,]+x(\s\([^()]*\))?)$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameAndValue();
}
