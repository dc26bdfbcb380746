using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive;

namespace HonestAsync.Kernel;

/// <summary>
/// Splits a cell at its <c>#!</c> lines. In C# the compiler's parser finds them, so that one in a string literal is
/// none; in other languages only lines that choose another kernel count.
/// </summary>
internal static class CellText
{
    private static readonly string[] s_magics = ["#!time", "#!import", "#!set", "#!share", "#!who", "#!whos"];

    private static readonly Dictionary<string, string> s_absent = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#!fsharp"] = "F#", ["#!f#"] = "F#", ["#!pwsh"] = "PowerShell", ["#!powershell"] = "PowerShell", ["#!sql"] = "SQL",
        ["#!kql"] = "KQL", ["#!http"] = "HTTP", ["#!html"] = "HTML", ["#!javascript"] = "JavaScript in the page",
        ["#!js"] = "JavaScript in the page", ["#!mermaid"] = "Mermaid", ["#!markdown"] = "Markdown",
        ["#!r"] = "R",
    };

    /// <exception cref="DirectiveException">A <c>#!</c> line that nothing here understands.</exception>
    public static IEnumerable<CellPiece> Split(string source, CompositeKernel kernels)
    {
        var pieces = new List<CellPiece>();
        var kernel = CellPiece.CSharp;
        for (var line = 0; line >= 0;)
        {
            line = AddNext(pieces, source, line, ref kernel, kernels);
        }
        return pieces;
    }

    /// <returns>The line after what was added; -1 at the end of the cell.</returns>
    private static int AddNext(
        List<CellPiece> pieces, string source, int start, ref string kernel, CompositeKernel kernels)
    {
        var lines = source.Split('\n');
        var rest = string.Join('\n', lines.Skip(start));
        var isCSharp = kernel == CellPiece.CSharp;
        var next = isCSharp ? NextDirective(rest) : NextSelector(lines, start, kernels) - start;
        var end = next < 0 ? lines.Length : start + next;
        var code = string.Join('\n', lines[start..end]);
        if (!string.IsNullOrWhiteSpace(code))
        {
            pieces.Add(new CellPiece(kernel, new string('\n', start) + code, start + 1));
        }
        if (next < 0)
        {
            return -1;
        }

        var text = lines[end].Trim();
        var name = text.Split(' ', 2)[0];
        if (KernelOf(name, kernels) is { } chosen)
        {
            kernel = chosen;
        }
        else if (s_magics.Contains(name, StringComparer.Ordinal))
        {
            pieces.Add(new CellPiece(kernel, text, end + 1) { Magic = name });
        }
        else
        {
            throw new DirectiveException($"line {end + 1}: {WhyNot(name, kernels)}");
        }
        return end + 1 < lines.Length ? end + 1 : -1;
    }

    private static int NextDirective(string code)
    {
        if (!code.Contains("#!", StringComparison.Ordinal))
        {
            return -1;
        }
        var directive = CSharpSyntaxTree.ParseText(code, Engine.ParseOptions).GetRoot()
            .DescendantTrivia(descendIntoTrivia: true).Select(trivia => trivia.GetStructure())
            .OfType<DirectiveTriviaSyntax>()
            .FirstOrDefault(found => found.ToString().TrimStart().StartsWith("#!", StringComparison.Ordinal));
        return directive?.GetLocation().GetLineSpan().StartLinePosition.Line ?? -1;
    }

    private static int NextSelector(string[] lines, int start, CompositeKernel kernels)
    {
        var found = Array.FindIndex(lines, start, line => line.StartsWith("#!", StringComparison.Ordinal)
            && (KernelOf(line.Trim().Split(' ', 2)[0], kernels) is not null
                || s_magics.Contains(line.Trim().Split(' ', 2)[0], StringComparer.Ordinal)));
        return found < 0 ? start - 1 : found;
    }

    private static string? KernelOf(string name, CompositeKernel kernels) => name is "#!csharp" or "#!c#" or "#!C#"
        ? CellPiece.CSharp
        : kernels.ChildKernels.FirstOrDefault(kernel =>
            kernel.Name == name[2..] || kernel.KernelInfo.Aliases.Contains(name[2..], StringComparer.Ordinal))?.Name;

    /// <summary>The lines that choose a kernel here.</summary>
    public static string KernelsOf(CompositeKernel kernels) =>
        string.Join(", ", kernels.ChildKernels.Select(kernel => $"#!{kernel.Name}").Order(StringComparer.Ordinal));

    private static string WhyNot(string name, CompositeKernel kernels)
    {
        var known = KernelsOf(kernels);
        return s_absent.TryGetValue(name, out var language)
            ? $"`{name}`: this kernel does not run {language}; it runs {known}. Delete the cell, or open the notebook " +
              "with a kernel that has it."
            : $"`{name}` is a magic command that this kernel does not have; it has {known} and " +
              $"{string.Join(", ", s_magics)}. Delete the line, or write what it does in C#.";
    }
}
