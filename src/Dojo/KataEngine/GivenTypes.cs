using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// Divides the files around a file to edit into types that know nothing of it, which can be compiled ahead of it, and
/// tests and other types that do. Thread-safe.
/// </summary>
internal sealed class GivenTypes
{
    private static readonly string[] s_tests = ["Fact", "Theory"];
    private readonly IReadOnlyList<SyntaxTree> _trees;
    private readonly IReadOnlyList<(string Name, ImmutableHashSet<string> Uses)> _types;
    private readonly ImmutableHashSet<string> _used;
    private readonly ImmutableHashSet<string> _namespaces;
    private readonly bool _canBeDivided;

    public GivenTypes(IReadOnlyList<SyntaxTree> trees)
    {
        _trees = trees;
        var roots = trees.Select(tree => (CompilationUnitSyntax)tree.GetRoot()).ToList();
        _types = [.. roots.SelectMany(TopLevelTypes).Select(type => (NameOf(type), Identifiers(type)))];
        _used = [.. roots.SelectMany(Identifiers)];
        _namespaces = [.. roots.SelectMany(root => root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Select(space => space.Name.ToString())];
        _canBeDivided = roots.TrueForAll(root => root.Externs.Count == 0 && !root.Usings.Any(IsGlobal));
    }

    /// <summary>
    /// The names in a file to edit that these types use, in the order of the alphabet: those decide how they are
    /// divided. Null where the file may change what a type means that does not name it.
    /// </summary>
    public string? NamesIn(SyntaxTree subject)
    {
        var root = (CompilationUnitSyntax)subject.GetRoot();
        bool isHarmless = _canBeDivided && root.AttributeLists.Count == 0 && root.Externs.Count == 0
            && !root.Usings.Any(IsGlobal) && root.DescendantNodes(node => node is not BlockSyntax).All(IsHarmless);
        return isHarmless ? string.Join(' ', TopLevelTypes(root).Select(NameOf).Where(_used.Contains).Order(StringComparer.Ordinal)) : null;
    }

    /// <summary>The files twice, once with the types that do not know these names and once with those that do.</summary>
    /// <param name="names">As <see cref="NamesIn"/> says them.</param>
    public (IReadOnlyList<SyntaxTree> Ahead, IReadOnlyList<SyntaxTree> After) Divide(string names)
    {
        var after = names.Split(' ').Concat(_types.Where(type => type.Uses.Overlaps(s_tests)).Select(type => type.Name))
            .ToImmutableHashSet(StringComparer.Ordinal);
        for (int known = 0; known != after.Count;)
        {
            known = after.Count;
            after = after.Union(_types.Where(type => type.Uses.Overlaps(after)).Select(type => type.Name));
        }
        return ([.. _trees.Select(tree => Without(tree, type => after.Contains(NameOf(type)), isAhead: true))],
            [.. _trees.Select(tree => Without(tree, type => !after.Contains(NameOf(type)), isAhead: false))]);
    }

    /// <summary>A file without some of its types; what is left keeps its place.</summary>
    private static SyntaxTree Without(SyntaxTree tree, Func<MemberDeclarationSyntax, bool> leaves, bool isAhead)
    {
        char[] text = tree.GetText().ToString().ToCharArray();
        var root = (CompilationUnitSyntax)tree.GetRoot();
        var gone = TopLevelTypes(root).Where(leaves).Cast<SyntaxNode>();
        foreach (var node in isAhead ? gone.Concat(root.AttributeLists) : gone)
        {
            for (int i = node.FullSpan.Start; i < node.FullSpan.End; i++)
            {
                text[i] = text[i] is '\r' or '\n' ? text[i] : ' ';
            }
        }
        return KataOptions.TreeOf(new string(text), tree.FilePath);
    }

    private bool IsHarmless(SyntaxNode node) => node switch
    {
        GlobalStatementSyntax => false,
        // runs when the assembly with the tests is loaded: it must be in that one
        AttributeSyntax attribute => !attribute.Name.ToString().Contains("ModuleInitializer", StringComparison.Ordinal),
        BaseNamespaceDeclarationSyntax space => _namespaces.Contains(space.Name.ToString()),
        PropertyDeclarationSyntax { Parent: ExtensionBlockDeclarationSyntax } property => IsFree(property.Identifier),
        MethodDeclarationSyntax { Identifier.ValueText: "Main" } => false,
        MethodDeclarationSyntax method => !IsExtension(method) || IsFree(method.Identifier),
        _ => true,
    };

    private bool IsFree(SyntaxToken name) => !_used.Contains(name.ValueText);

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private static bool IsExtension(MethodDeclarationSyntax method) => method.Parent is ExtensionBlockDeclarationSyntax
        || method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.ThisKeyword));

    private static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(CompilationUnitSyntax root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string NameOf(MemberDeclarationSyntax type) =>
        (type is BaseTypeDeclarationSyntax named ? named.Identifier : ((DelegateDeclarationSyntax)type).Identifier).ValueText;

    private static ImmutableHashSet<string> Identifiers(SyntaxNode node) =>
        [.. node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
}
