using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Wraps paragraphs of Markdown to the width of the console.</summary>
internal static class WrappedMarkdown
{
    private const int Longest = 100;
    private const string Bold = "**";

    /// <summary>
    /// Lines of console markup: a bold beginning stays bold; headings go, a screen has its own.
    /// </summary>
    public static IEnumerable<string> Lines(string markdown, int width)
    {
        bool isFirst = true;
        var paragraphs = markdown.ReplaceLineEndings("\n").Split("\n\n").Select(OneLine);
        foreach (string text in paragraphs.Where(text => text.Length > 0))
        {
            if (!isFirst)
            {
                yield return "";
            }
            isFirst = false;
            foreach (string line in Paragraph(text, Math.Min(width, Longest)))
            {
                yield return line;
            }
        }
    }

    private static string OneLine(string paragraph) => string.Join(' ',
        paragraph.Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Trim())).Trim();

    private static IEnumerable<string> Paragraph(string text, int width)
    {
        int end = text.StartsWith(Bold, StringComparison.Ordinal)
            ? text.IndexOf(Bold, Bold.Length, StringComparison.Ordinal)
            : 0;
        int bold = Math.Max(0, end - Bold.Length);
        string plain = text.Replace(Bold, "", StringComparison.Ordinal);
        foreach (string line in HangingIndent.Lines(plain, "", width, further: 0))
        {
            int marked = Math.Min(bold, line.Length);
            bold = 0;
            yield return marked == 0
                ? Markup.Escape(line)
                : $"[bold]{Markup.Escape(line[..marked])}[/]{Markup.Escape(line[marked..])}";
        }
    }
}
