using System.Text;
using System.Text.RegularExpressions;
using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HonestAsync.Dojo;

/// <summary>English of a file, with its line breaks.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Text">What is written there.</param>
internal sealed record ProsePart(int Line, string Text);

/// <summary>
/// The English in a file. A comment of several lines is one part, and so is a string that <c>+</c> puts together: words
/// that go together are found across their lines.
/// </summary>
internal static partial class Prose
{
    // between two pieces of one comment or of one string
    private const string Joints = "/*\"$@+ \t\r\n";

    /// <summary>The text of a page, without code in backticks and without where links lead.</summary>
    public static IEnumerable<ProsePart> OfMarkdown(string text) =>
        [new(1, Unread().Replace(text, skipped => new string('\n', skipped.ValueSpan.Count('\n')) + "`"))];

    /// <summary>Text cells, and what <see cref="OfCSharp"/> finds in C# cells; lines count within a cell.</summary>
    public static IEnumerable<ProsePart> OfCell(NotebookCell cell) => cell.Type switch
    {
        CellType.Markdown => OfMarkdown(cell.Source),
        CellType.Code => OfCSharp(PortabilityRules.Parse(cell.Source), literals: true, names: false),
        _ => [],
    };

    /// <summary>Comments, and what else is asked for.</summary>
    /// <param name="root">The parsed file.</param>
    /// <param name="literals">Strings: messages and help.</param>
    /// <param name="names">Names of methods that are sentences, with an underscore for each space.</param>
    public static IEnumerable<ProsePart> OfCSharp(SyntaxNode root, bool literals, bool names)
    {
        // one walk over the tokens: the tests read more than a thousand files
        var spans = new List<TextSpan>();
        foreach (var token in root.DescendantTokens())
        {
            AddComments(token.LeadingTrivia, spans);
            if (literals && IsText(token))
            {
                spans.Add(WithinQuotes(token));
            }
            else if (names && token.Parent is MethodDeclarationSyntax method && method.Identifier == token)
            {
                spans.Add(token.Span);
            }
            AddComments(token.TrailingTrivia, spans);
        }
        return Joined(root.SyntaxTree.GetText(), spans);
    }

    private static IEnumerable<ProsePart> Joined(SourceText source, List<TextSpan> spans)
    {
        string text = source.ToString();
        var part = new StringBuilder();
        int line = 0;
        for (int i = 0; i < spans.Count; i++)
        {
            string gap = i == 0 ? "" : text[spans[i - 1].End..spans[i].Start];
            if (part.Length > 0 && !gap.All(Joints.Contains))
            {
                yield return new(line, part.ToString());
                part.Clear();
            }
            if (part.Length == 0)
            {
                line = source.Lines.GetLineFromPosition(spans[i].Start).LineNumber + 1;
            }
            else
            {
                part.Append(gap.Contains('\n', StringComparison.Ordinal) ? new string('\n', gap.Count(c => c == '\n')) : "");
            }
            part.Append(Escaped().Replace(text[spans[i].Start..spans[i].End], "  ").Replace('_', ' '));
        }
        if (part.Length > 0)
        {
            yield return new(line, part.ToString());
        }
    }

    private static void AddComments(SyntaxTriviaList list, List<TextSpan> spans)
    {
        foreach (var trivia in list)
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                spans.Add(TextSpan.FromBounds(trivia.SpanStart + 2, trivia.Span.End));
            }
            else if (trivia.GetStructure() is DocumentationCommentTriviaSyntax documentation)
            {
                spans.AddRange(documentation.DescendantTokens().Where(IsDocumentation).Select(token => token.Span));
            }
        }
    }

    // not what an attribute says, and not code
    private static bool IsDocumentation(SyntaxToken token) => token.IsKind(SyntaxKind.XmlTextLiteralToken)
        && token.Parent is XmlTextSyntax { Parent: not XmlElementSyntax { StartTag.Name.LocalName.Text: "c" or "code" } };

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken
        or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken;

    private static TextSpan WithinQuotes(SyntaxToken token)
    {
        int before = token.Text.Length - token.Text.TrimStart('@', '"').Length;
        int after = token.Text.Length - token.Text.TrimEnd('"').Length;
        return before + after >= token.Text.Length
            ? new(token.SpanStart, 0)
            : TextSpan.FromBounds(token.SpanStart + before, token.Span.End - after);
    }

    [GeneratedRegex(@"(?<ticks>`+)[^`]*\k<ticks>|\]\([^)\s]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unread();

    [GeneratedRegex(@"\\[nrt]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
