namespace HonestAsync.Dojo;

/// <summary>Text for a console: what is too long goes on in the next line, a little further in.</summary>
internal static class HangingText
{
    private const int Further = 2;

    /// <summary>Breaks each line at blanks; what is longer than a line without any is cut.</summary>
    /// <param name="text">Lines; control characters are shown as a dot, for they could move the cursor.</param>
    /// <param name="indent">Put before each line.</param>
    /// <param name="width">Columns that there are.</param>
    public static IEnumerable<string> Lines(string text, string indent, int width) =>
        text.ReplaceLineEndings("\n").TrimEnd().Split('\n').SelectMany(line => Wrap($"{indent}{Visible(line)}".TrimEnd(), width));

    private static IEnumerable<string> Wrap(string line, int width)
    {
        string indent = new(' ', Math.Min(line.Length - line.TrimStart().Length + Further, width / 2));
        while (line.Length > width)
        {
            int blank = line.LastIndexOf(' ', width);
            int cut = blank > indent.Length ? blank : width;
            yield return line[..cut].TrimEnd();
            line = indent + line[cut..].TrimStart();
        }
        yield return line;
    }

    private static string Visible(string line) =>
        string.Concat(line.Select(each => each == '\t' ? ' ' : char.IsControl(each) ? '·' : each));
}
