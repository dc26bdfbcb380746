using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// Exactly one <c>#r</c>, of Lab.dll, first in its cell; no other line for a kernel but <c>#!set</c>, which brings over
/// a value of a cell in another language.
/// </summary>
internal static class ReferenceRules
{
    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        string lab = Path.GetRelativePath(page.Document.Folder, page.Project.LabAssembly).Replace('\\', '/');
        var all = page.CSharp.SelectMany(cell =>
            Directives(PortabilityRules.Parse(cell.Source)).Select(directive => (cell, directive))).ToList();
        foreach (var (cell, directive) in all)
        {
            string text = directive.ToString().Trim();
            int line = PortabilityRules.Line(directive);
            if (IsMagic(directive) && text.StartsWith("#!set ", StringComparison.Ordinal))
            {
                // a value of another language's cell
            }
            else if (IsMagic(directive))
            {
                yield return page.Finding(cell, $"line {line}: `{text}` is a magic command", "Remove it, or write it in C#.");
            }
            else if (directive is LoadDirectiveTriviaSyntax)
            {
                yield return page.Finding(cell, $"line {line}: `{text}` is not portable", "Put shared code into src/Lab.");
            }
            else if (directive is ReferenceDirectiveTriviaSyntax reference && reference.File.ValueText != lab)
            {
                yield return page.Finding(cell, $"line {line}: `{text}` is not the lab", $"Write: #r \"{lab}\"");
            }
            else if (directive is ReferenceDirectiveTriviaSyntax && line > 1)
            {
                yield return page.Finding(cell, "the #r is not its first line", "Let the cell begin with it.");
            }
        }
        int count = all.Count(each => each.directive is ReferenceDirectiveTriviaSyntax);
        if (count != 1)
        {
            yield return page.Finding($"it has {count} #r lines", "Write one, of Lab.dll, in the setup cell.");
        }
    }

    /// <summary>All directives of a cell, found by the parser: a <c>#r</c> in a string is none.</summary>
    public static IEnumerable<DirectiveTriviaSyntax> Directives(SyntaxNode root) =>
        root.DescendantTrivia(descendIntoTrivia: true).Select(trivia => trivia.GetStructure()).OfType<DirectiveTriviaSyntax>();

    /// <summary>True for the commands of .NET Interactive: <c>#!time</c>, <c>#!import</c>, <c>#i</c>.</summary>
    public static bool IsMagic(DirectiveTriviaSyntax directive) =>
        directive.ToString().Trim() is var text && (text.StartsWith("#!", StringComparison.Ordinal) || text.StartsWith("#i ", StringComparison.Ordinal));
}
