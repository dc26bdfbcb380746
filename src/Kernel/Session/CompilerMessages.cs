using System.Globalization;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// Compile errors as <c>(line,col): error CSxxxx: message</c>; a loaded file is named, a cell is not.
/// </summary>
internal static class CompilerMessages
{
    private const int Maximum = 10;

    public static ErrorOutput Of(IEnumerable<Diagnostic> diagnostics, string cellPath)
    {
        var errors = diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => Format(diagnostic, cellPath))
            .Distinct(StringComparer.Ordinal).ToList();
        var shown = errors.Take(Maximum).ToList();
        if (errors.Count > Maximum)
        {
            shown.Add($"… and {errors.Count - Maximum} more errors");
        }
        return new ErrorOutput(ErrorOutput.CompilationError, errors[0], shown);
    }

    private static string Format(Diagnostic diagnostic, string cellPath)
    {
        var message = $"error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        if (!diagnostic.Location.IsInSource)
        {
            return message;
        }
        var span = diagnostic.Location.GetLineSpan();
        var file = string.Equals(span.Path, cellPath, StringComparison.Ordinal) ? "" : Path.GetFileName(span.Path);
        return $"{file}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {message}";
    }
}
