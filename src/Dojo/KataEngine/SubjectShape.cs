using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// All of a file to edit that the meaning of other files may depend on, as text: what is left without bodies, private
/// members and comments. Tests that were compiled against a file fit any other of the same shape.
/// </summary>
internal static class SubjectShape
{
    public static string Of(SyntaxTree subject)
    {
        var tokens = subject.GetRoot().DescendantTokens(IsSeen).Where(token => !token.IsKind(SyntaxKind.AsyncKeyword));
        return string.Join(' ', tokens.Select(token => token.Text));
    }

    private static bool IsSeen(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or ConstructorInitializerSyntax => false,
        EqualsValueClauseSyntax value => !IsInitial(value),
        // its absence would mean that there is a public one
        ConstructorDeclarationSyntax => true,
        ExtensionBlockDeclarationSyntax => true,
        // without its fields, a structure need not be given values
        MemberDeclarationSyntax { Parent: ClassDeclarationSyntax or RecordDeclarationSyntax } member => IsVisible(member.Modifiers),
        _ => true,
    };

    // of a constant and of a parameter, callers take the value
    private static bool IsInitial(EqualsValueClauseSyntax value) => value.Parent is PropertyDeclarationSyntax
        || (value.Parent is VariableDeclaratorSyntax { Parent.Parent: MemberDeclarationSyntax field }
            && !field.Modifiers.Any(SyntaxKind.ConstKeyword));

    private static bool IsVisible(SyntaxTokenList modifiers) =>
        modifiers.Any(SyntaxKind.PublicKeyword) || modifiers.Any(SyntaxKind.InternalKeyword) || modifiers.Any(SyntaxKind.ProtectedKeyword);
}
