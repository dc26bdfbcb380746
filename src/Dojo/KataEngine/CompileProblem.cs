using System.Globalization;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Dojo;

/// <summary>An error or a warning of the compiler, with the place it means.</summary>
/// <param name="IsError">False for a warning, which stops nothing.</param>
/// <param name="Id">As in <c>CS1002</c>.</param>
/// <param name="Message">The compiler's words.</param>
/// <param name="File">The file's name without its folder; empty where the problem has no place.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record CompileProblem(bool IsError, string Id, string Message, string File, int Line, int Column)
{
    /// <summary>The line's text.</summary>
    public string Source { get; init; } = "";

    /// <summary>How many characters of it are meant, at least one.</summary>
    public int Length { get; init; } = 1;

    /// <summary>
    /// The source line with the marked place under it, without the indentation that both have.
    /// </summary>
    /// <param name="width">Columns that there are; of a longer line only what is around the place is shown.</param>
    public string Excerpt(int width = int.MaxValue)
    {
        string text = Source.TrimEnd().Replace('\t', ' ');
        int start = Math.Min(text.Length - text.TrimStart().Length, Column - 1);
        if (text.Length - start > width)
        {
            start = Math.Max(start, Math.Min(Column - 1 - (width / 4), text.Length - width));
        }
        string shown = text.Substring(start, Math.Min(width, text.Length - start));
        int before = Column - 1 - start;
        return $"{shown}\n{new string(' ', before)}^{new string('~', Math.Max(0, Math.Min(Length, width - before) - 1))}";
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}({Line},{Column}): {(IsError ? "error" : "warning")} {Id}: {Message}";

    internal static CompileProblem Of(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var problem = new CompileProblem(
            diagnostic.Severity == DiagnosticSeverity.Error, diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture),
            Path.GetFileName(span.Path) ?? "", span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
        if (diagnostic.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString() is not { } source)
        {
            return problem;
        }
        bool oneLine = span.StartLinePosition.Line == span.EndLinePosition.Line;
        int end = oneLine ? span.EndLinePosition.Character : source.TrimEnd().Length;
        return problem with { Source = source, Length = Math.Max(1, end - span.StartLinePosition.Character) };
    }
}
