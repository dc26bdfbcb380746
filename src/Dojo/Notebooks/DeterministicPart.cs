using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// A notebook without its measured cells: no loads, no servers, no other runtimes. A measured cell stays where a cell
/// that stays uses a name that it declares.
/// </summary>
internal static class DeterministicPart
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    public static NotebookDocument Of(NotebookDocument notebook)
    {
        var measured = notebook.Cells.Where(cell => cell.HasTag("measured")).ToList();
        var staying = notebook.Cells.Except(measured).Where(cell => cell.Type == CellType.Code).ToList();
        var used = staying.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        while (measured.Find(cell => Declared(cell).Any(used.Contains)) is { } needed)
        {
            measured.Remove(needed);
            used.UnionWith(Names(needed));
        }
        return new NotebookDocument(notebook.Cells.Except(measured), notebook.Path);
    }

    private static IEnumerable<string> Names(NotebookCell cell) => Root(cell).DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text);

    private static IEnumerable<string> Declared(NotebookCell cell) => Root(cell).Members.SelectMany(member => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        MethodDeclarationSyntax method => [method.Identifier.Text],
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        _ => member.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(name => name.Identifier.Text),
    });

    private static CompilationUnitSyntax Root(NotebookCell cell) =>
        CSharpSyntaxTree.ParseText(cell.Source, s_options).GetCompilationUnitRoot();
}
