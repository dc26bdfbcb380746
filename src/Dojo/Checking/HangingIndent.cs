namespace HonestAsync.Dojo;

/// <summary>Wraps text for a console; continuation lines are indented further.</summary>
internal static class HangingIndent
{
    /// <summary>Breaks each line at spaces; a word longer than a line is cut.</summary>
    /// <param name="text">Lines; control characters are shown as a dot, for they could move the cursor.</param>
    /// <param name="indent">Put before each line.</param>
    /// <param name="width">Columns of the console.</param>
    /// <param name="further">Extra columns for continuation lines.</param>
    public static IEnumerable<string> Lines(string text, string indent, int width, int further = 2) =>
        text.ReplaceLineEndings("\n").TrimEnd().Split('\n')
            .SelectMany(line => Wrap($"{indent}{Visible(line)}".TrimEnd(), width, further));

    private static IEnumerable<string> Wrap(string line, int width, int further)
    {
        string indent = new(' ', Math.Min(line.Length - line.TrimStart().Length + further, width / 2));
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
