using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// Cells are scripts that other C# kernels run as well: C# 13, and none of what a submission cannot hold. Only the
/// syntax is read, so a span or a display behind <c>var</c> is found by what its initialiser looks like, not by its
/// type. That every using is written follows from running: our kernel imports the same six namespaces.
/// </summary>
internal static class PortabilityRules
{
    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.CSharp13, DocumentationMode.None, SourceCodeKind.Script);

    // as a program: there the parser knows what a script must not hold, and names it
    private static readonly CSharpParseOptions s_program = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly string[] s_spanMakers = ["AsSpan", "GetSpan", "AsReadOnlySpan", "CreateSpan", "CreateReadOnlySpan"];

    /// <summary>The cell as C# 13 script reads it.</summary>
    public static CompilationUnitSyntax Parse(string source) =>
        (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source, s_script).GetRoot();

    /// <summary>The line of a node in its cell, from 1.</summary>
    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        foreach (var cell in page.CSharp)
        {
            var root = Parse(cell.Source);
            var magics = ReferenceRules.Directives(root).Where(ReferenceRules.IsMagic).Select(Line).ToHashSet();
            var error = root.GetDiagnostics().FirstOrDefault(each => each.Severity == DiagnosticSeverity.Error
                && !magics.Contains(each.Location.GetLineSpan().StartLinePosition.Line + 1));
            var program = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(cell.Source, s_program).GetRoot();
            var broken = program.Members.Select(Broken).FirstOrDefault(found => found is not null)
                ?? Updates(root).FirstOrDefault();
            if (broken is { } rule)
            {
                yield return page.Finding(cell, $"line {Line(rule.Node)}: {rule.What}", rule.ToDo);
            }
            else if (error is not null)
            {
                int line = error.Location.GetLineSpan().StartLinePosition.Line + 1;
                string message = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('.');
                yield return page.Finding(cell, $"line {line} is no C# 13 script: {error.Id} {message}", "Write it for C# 13.");
            }
        }
    }

    private static (SyntaxNode Node, string What, string ToDo)? Broken(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax => (member, "a script holds no namespace", "Declare the type without one."),
        GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } =>
            (member, "a top-level `using var` is not portable", "Write using (…) { … }, or dispose it yourself."),
        FieldDeclarationSyntax field => Variable(field, field.Declaration),
        GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => Variable(local, local.Declaration),
        // extension blocks of C# 14 stand in a static class
        _ when member.DescendantNodesAndSelf().FirstOrDefault(node => node.IsKind(SyntaxKind.ExtensionBlockDeclaration)) is { } block =>
            (block, "an extension block is C# 14", "Write an ordinary method."),
        _ => null,
    };

    private static (SyntaxNode, string, string)? Variable(SyntaxNode at, VariableDeclarationSyntax declaration) =>
        declaration.Type is RefTypeSyntax || declaration.Variables.Any(variable => variable.Initializer?.Value is RefExpressionSyntax)
            ? (at, "a top-level ref local is not portable", "Put it inside a method.")
        : declaration.Type is GenericNameSyntax { Identifier.Text: "Span" or "ReadOnlySpan" }
            || declaration.Variables.Any(variable => MakesSpan(variable.Initializer?.Value))
            ? (at, "a top-level span is not portable", "Put it inside a method.")
        : null;

    private static bool MakesSpan(ExpressionSyntax? value) => value is StackAllocArrayCreationExpressionSyntax
        || value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } && s_spanMakers.Contains(call.Name.Identifier.Text);

    private static IEnumerable<(SyntaxNode Node, string What, string ToDo)?> Updates(CompilationUnitSyntax root)
    {
        var shown = root.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(variable => IsDisplay(variable.Initializer?.Value))
            .Select(variable => variable.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        return root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Name.Identifier.Text == "Update"
                && (IsDisplay(access.Expression) || access.Expression is IdentifierNameSyntax name && shown.Contains(name.Identifier.Text)))
            .Select(access => ((SyntaxNode, string, string)?)(access, "display(…).Update is not portable", "Display the result once, at the end."));
    }

    private static bool IsDisplay(ExpressionSyntax? value) =>
        value is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "display" } };
}
