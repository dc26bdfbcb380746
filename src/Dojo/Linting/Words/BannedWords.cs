using System.Text;
using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>A banned word as it stands in a text.</summary>
/// <param name="Line">Its line in the text, from 1.</param>
/// <param name="Text">The words that were found, on one line.</param>
/// <param name="Instead">What to write instead.</param>
internal sealed record FoundWord(int Line, string Text, string Instead);

/// <summary>The words that our English does without: <c>banned-words.txt</c>, the only list of them.</summary>
internal static class BannedWords
{
    private const string Arrow = " -> ";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly (string Pattern, string Instead)[] s_list = [.. Read()];

    // one regular expression for all: a group for each line of the list
    private static readonly Regex s_any = new(
        string.Join('|', s_list.Select((word, i) =>
            $@"(?<{Group(i)}>\b{word.Pattern.Replace(" ", @"\s+", StringComparison.Ordinal)}(?!\w))")),
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Compiled, s_limit);

    /// <summary>All banned words of a text, in order.</summary>
    public static IEnumerable<FoundWord> In(IEnumerable<ProsePart> prose) =>
        from part in prose
        from match in s_any.Matches(part.Text)
        let word = s_list[Enumerable.Range(0, s_list.Length).First(i => match.Groups[Group(i)].Success)]
        select new FoundWord(part.Line + part.Text.AsSpan(0, match.Index).Count('\n'),
            string.Join(' ', match.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), word.Instead);

    private static string Group(int index) => $"w{index}";

    private static IEnumerable<(string, string)> Read()
    {
        using var stream = typeof(BannedWords).Assembly.GetManifestResourceStream("banned-words.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split(Arrow) is [var pattern, var instead])
            {
                yield return (pattern, instead);
            }
        }
    }
}
