using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// A notebook without its measured cells, and without the cells that use a name which only those declare: no loads, no
/// servers, no other runtimes. The environment's cell stays.
/// </summary>
internal static class DeterministicPart
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    public static NotebookDocument Of(NotebookDocument notebook)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        return new NotebookDocument(notebook.Cells.Where(cell =>
        {
            if (cell.Type != CellType.Code)
            {
                return true;
            }
            bool stays = cell.Id == "environment"
                || (!cell.HasTag("measured") && !Names(cell).Any(name => missing.Contains(name) && !known.Contains(name)));
            (stays ? known : missing).UnionWith(Declared(cell));
            return stays;
        }).ToList(), notebook.Path);
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
