using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Kernel;

/// <summary>One proposal; its kind is for an icon.</summary>
internal sealed record CompletionMatch(string Text, string Kind);

/// <summary>Names that could stand at the cursor: by symbol lookup, without the compiler's editor services.</summary>
internal static class Completion
{
    private static readonly ImmutableArray<string> s_keywords =
        [.. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(text => text.All(char.IsAsciiLetter))];

    /// <summary>The proposals, best first, and where the word that they replace begins.</summary>
    public static (int Start, IEnumerable<CompletionMatch> Matches) At(CSharpCompilation bound, string code, int cursor)
    {
        var start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }
        var prefix = code[start..cursor];
        var tree = bound.SyntaxTrees[^1];
        var model = bound.GetSemanticModel(tree);
        var dot = tree.GetRoot().FindToken(Math.Max(0, start - 1));
        var proposals = dot.IsKind(SyntaxKind.DotToken) && dot.SpanStart < start
            ? Members(model, dot, start)
            : model.LookupSymbols(start).Select(Match)
                .Concat(s_keywords.Select(word => new CompletionMatch(word, "keyword")));
        return (start, proposals
            .Where(match => match.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(match => match.Text, StringComparer.Ordinal)
            .OrderBy(match => !match.Text.StartsWith(prefix, StringComparison.Ordinal))
            .ThenBy(match => match.Text, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<CompletionMatch> Members(SemanticModel model, SyntaxToken dot, int position)
    {
        ExpressionSyntax? left = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax binding =>
                binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (left is null)
        {
            return [];
        }
        if (model.GetSymbolInfo(left).Symbol is INamespaceOrTypeSymbol container)
        {
            var symbols = container.IsNamespace
                ? model.LookupNamespacesAndTypes(position, container)
                : model.LookupStaticMembers(position, container);
            return symbols.Where(IsForPeople).Select(Match);
        }
        return model.GetTypeInfo(left).Type is { } type
            ? model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
                .Where(symbol => !symbol.IsStatic && IsForPeople(symbol)).Select(Match)
            : [];
    }

    private static bool IsForPeople(ISymbol symbol) => symbol.CanBeReferencedByName
        && !symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "EditorBrowsableAttribute"
            && attribute.ConstructorArguments is [{ Value: 1 }]);

    private static CompletionMatch Match(ISymbol symbol) => new(symbol.Name, symbol switch
    {
        INamespaceSymbol => "module",
        ITypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        ITypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        ITypeSymbol => "class",
        IMethodSymbol => "function",
        IPropertySymbol => "property",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol or IEventSymbol => "field",
        _ => "variable",
    });
}
