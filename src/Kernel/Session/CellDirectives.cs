using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HonestAsync.Kernel;

/// <summary>
/// The directives of one cell, found by the parser: a <c>#r</c> in a string literal is none.
/// </summary>
internal sealed class CellDirectives
{
    private CellDirectives(string code, IReadOnlyList<(string Reference, int Line)> references)
    {
        Code = code;
        References = references;
    }

    /// <summary>
    /// The cell with each <c>#r</c> turned into a comment, so that it may stand anywhere; lines stay put.
    /// </summary>
    public string Code { get; }

    public IReadOnlyList<(string Reference, int Line)> References { get; }

    /// <exception cref="DirectiveException">A <c>#!</c> or <c>#i</c> line.</exception>
    public static CellDirectives Parse(string source, CSharpParseOptions options)
    {
        var root = CSharpSyntaxTree.ParseText(source, options).GetRoot();
        if (!root.ContainsDirectives)
        {
            return new CellDirectives(source, []);
        }

        var references = new List<(string, int)>();
        var code = source.ToCharArray();
        foreach (var directive in root.DescendantTrivia(descendIntoTrivia: true).Select(t => t.GetStructure())
                     .OfType<DirectiveTriviaSyntax>().Where(d => d.IsActive || d is ShebangDirectiveTriviaSyntax))
        {
            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            RefuseMagic(directive, line);
            if (directive is ReferenceDirectiveTriviaSyntax reference)
            {
                references.Add((reference.File.ValueText, line));
                Comment(code,
                    TextSpan.FromBounds(reference.HashToken.SpanStart, reference.ReferenceKeyword.Span.End));
            }
        }
        return new CellDirectives(new string(code), references);
    }

    private static void Comment(char[] code, TextSpan span)
    {
        code[span.Start] = '/';
        code[span.Start + 1] = '/';
        for (var i = span.Start + 2; i < span.End; i++)
        {
            code[i] = ' ';
        }
    }

    private static void RefuseMagic(DirectiveTriviaSyntax directive, int line)
    {
        var text = directive.ToString().Trim();
        if (text.StartsWith("#!", StringComparison.Ordinal))
        {
            throw new DirectiveException(
                $"line {line}: `{text}` is a magic command of .NET Interactive. This kernel runs C# only and has no " +
                "magic commands: delete the line, or write what it does in C#.");
        }
        if (text.StartsWith("#i ", StringComparison.Ordinal))
        {
            throw new DirectiveException(
                $"line {line}: `{text}` adds a package source. This kernel uses the sources of your NuGet " +
                "configuration: add it there (`dotnet nuget add source`) and delete the line.");
        }
    }
}
