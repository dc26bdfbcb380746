using System.Text.RegularExpressions;

namespace HonestAsync.Kernel;

/// <summary>
/// An exception as the reader should see it: no frames of the kernel, no paths of this machine.
/// </summary>
internal static partial class ExceptionText
{
    public static string Of(Exception exception) => string.Join("\n", Lines(exception));

    public static IReadOnlyList<string> Lines(Exception exception) =>
        [.. Clean(exception.ToString().ReplaceLineEndings("\n").Split('\n'))];

    /// <summary>
    /// Cleans lines that the runtime itself has written, such as those of a stack overflow.
    /// </summary>
    public static IEnumerable<string> Clean(IEnumerable<string> lines) =>
        lines.Where(line => !IsPlumbing(line)).Select(CleanFrame);

    private static bool IsPlumbing(string line) =>
        line.StartsWith("   at HonestAsync.Kernel.", StringComparison.Ordinal)
        || line.StartsWith("   at Microsoft.DotNet.Interactive.", StringComparison.Ordinal)
        || line.StartsWith("   at Microsoft.CodeAnalysis.Scripting.", StringComparison.Ordinal)
        || line.StartsWith("   at System.Threading.Thread.StartCallback", StringComparison.Ordinal)
        || line.Contains(".<Factory>(", StringComparison.Ordinal)
        || line.StartsWith("--- End of stack trace from previous location", StringComparison.Ordinal);

    private static string CleanFrame(string line)
    {
        line = SubmissionBody().Replace(line, "   at the cell's code");
        line = SubmissionMember().Replace(line, "${before}");
        line = CellPosition().Replace(line, " in ${cell}, line ${line}");
        return FilePosition().Replace(line, " in ${file}:line ${line}");
    }

    // the code of a cell itself is an async method of the class that wraps it
    [GeneratedRegex(@"^   at Submission#\d+\.<<Initialize>>d__\d+\.MoveNext\(\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubmissionBody();

    [GeneratedRegex(@"(?<before>^   at |[ (,\[])Submission#\d+[.+]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubmissionMember();

    [GeneratedRegex(@" in (?:.*[\\/])?(?<cell>cell [\w-]+):line (?<line>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CellPosition();

    [GeneratedRegex(@" in (?:[A-Za-z]:\\|/).*?(?<file>[^/\\]+):line (?<line>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilePosition();
}
