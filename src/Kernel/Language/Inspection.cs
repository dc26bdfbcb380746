using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Kernel;

/// <summary>What stands at the cursor: its signature, and what its documentation says.</summary>
internal static class Inspection
{
    /// <returns>Null if nothing with a name stands there.</returns>
    public static string? At(CSharpCompilation bound, string code, int cursor)
    {
        var tree = bound.SyntaxTrees[^1];
        var model = bound.GetSemanticModel(tree);
        var (symbol, overloads) = SymbolAt(model, Node(tree.GetRoot(), code, cursor));
        if (symbol is null)
        {
            return null;
        }
        var text = symbol.ToMinimalDisplayString(model, 0);
        if (overloads > 1)
        {
            text += $" (+ {overloads - 1} overloads)";
        }
        return Documentation.Of(symbol, bound) is { } documentation ? $"{text}\n\n{documentation}" : text;
    }

    // in or right after a name; between the parentheses of a call, the method
    private static SyntaxNode? Node(SyntaxNode root, string code, int cursor)
    {
        var isInWord = cursor < code.Length && SyntaxFacts.IsIdentifierPartCharacter(code[cursor]);
        var token = root.FindToken(isInWord ? cursor : Math.Max(0, cursor - 1));
        return token.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call }
            ? call.Expression
            : token.Parent;
    }

    private static (ISymbol? Symbol, int Overloads) SymbolAt(SemanticModel model, SyntaxNode? node)
    {
        if (node is null)
        {
            return (null, 0);
        }
        var info = model.GetSymbolInfo(node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault()
            ?? model.GetDeclaredSymbol(node) ?? model.GetMemberGroup(node).FirstOrDefault();
        return (symbol, model.GetMemberGroup(node).Length);
    }
}
