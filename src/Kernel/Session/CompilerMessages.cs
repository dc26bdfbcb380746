using System.Globalization;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// The messages of the compiler, as <c>(line,col): error CSxxxx: message</c>; a loaded file is named, a cell is not.
/// </summary>
internal static class CompilerMessages
{
    private const int Maximum = 10;

    // what a build does not say by default either (versions of referenced assemblies), and annotations like string?,
    // which a script has no way to allow
    private static readonly string[] s_quiet = ["CS1701", "CS1702", "CS8632"];

    public static ErrorOutput Errors(IEnumerable<Diagnostic> diagnostics, string cellPath)
    {
        var errors = Lines(diagnostics, DiagnosticSeverity.Error, cellPath);
        return new ErrorOutput(ErrorOutput.CompilationError, errors[0], errors);
    }

    /// <returns>Lines with their ends; empty if there are none.</returns>
    public static string Warnings(IEnumerable<Diagnostic> diagnostics, string cellPath)
    {
        var audible = diagnostics.Where(warning =>
            !warning.IsSuppressed && !s_quiet.Contains(warning.Id, StringComparer.Ordinal));
        return string.Concat(Lines(audible, DiagnosticSeverity.Warning, cellPath).Select(line => line + "\n"));
    }

    private static List<string> Lines(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity, string cellPath)
    {
        var all = diagnostics
            .Where(diagnostic => diagnostic.Severity == severity)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => Format(diagnostic, cellPath))
            .Distinct(StringComparer.Ordinal).ToList();
        var shown = all.Take(Maximum).ToList();
        if (all.Count > Maximum)
        {
            shown.Add($"… and {all.Count - Maximum} more {(severity == DiagnosticSeverity.Error ? "errors" : "warnings")}");
        }
        return shown;
    }

    private static string Format(Diagnostic diagnostic, string cellPath)
    {
        var kind = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var message = $"{kind} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        if (!diagnostic.Location.IsInSource)
        {
            return message;
        }
        var span = diagnostic.Location.GetLineSpan();
        var file = string.Equals(span.Path, cellPath, StringComparison.Ordinal) ? "" : Path.GetFileName(span.Path);
        return $"{file}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {message}";
    }
}
