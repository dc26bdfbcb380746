using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HonestAsync.Kernel;

/// <summary>
/// The <c>#r</c> and <c>#i</c> lines of a piece of C#, found by the parser: one in a string literal is none.
/// </summary>
internal sealed class CellDirectives
{
    private CellDirectives(string code, IReadOnlyList<Directive> found)
    {
        Code = code;
        Found = found;
    }

    /// <summary>The code with each directive turned into a comment, so that it may stand anywhere; lines stay put.</summary>
    public string Code { get; }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Directive> Found { get; }

    public static CellDirectives Parse(string source)
    {
        var found = new List<Directive>();
        if (!source.Contains('#', StringComparison.Ordinal))
        {
            return new CellDirectives(source, found);
        }
        var root = CSharpSyntaxTree.ParseText(source, Engine.ParseOptions).GetRoot();
        if (!root.ContainsDirectives)
        {
            return new CellDirectives(source, found);
        }
        var code = source.ToCharArray();
        foreach (var trivia in root.DescendantTrivia(descendIntoTrivia: true).Select(t => t.GetStructure())
                     .OfType<DirectiveTriviaSyntax>().Where(d => d.IsActive || d is BadDirectiveTriviaSyntax))
        {
            var line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (trivia is ReferenceDirectiveTriviaSyntax reference)
            {
                found.Add(new Directive(reference.File.ValueText, IsSource: false, line));
                Comment(code, reference.Span);
            }
            else if (SourceOf(trivia.ToString()) is { } packageSource)
            {
                found.Add(new Directive(packageSource, IsSource: true, line));
                Comment(code, trivia.Span);
            }
        }
        return new CellDirectives(new string(code), found);
    }

    // #i "nuget:…": no directive of C#, so the parser gives the line as it stands
    private static string? SourceOf(string directive)
    {
        var text = directive.Trim();
        return text.StartsWith("#i ", StringComparison.Ordinal) ? text[3..].Trim().Trim('"') : null;
    }

    private static void Comment(char[] code, TextSpan span)
    {
        code[span.Start] = '/';
        code[span.Start + 1] = '/';
        for (var i = span.Start + 2; i < span.End; i++)
        {
            code[i] = code[i] is '\n' ? '\n' : ' ';
        }
    }

    /// <summary>One line.</summary>
    internal sealed record Directive(string Argument, bool IsSource, int Line);
}
