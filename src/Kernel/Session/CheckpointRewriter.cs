using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Kernel;

/// <summary>
/// Puts a <see cref="CellCheckpoint"/> into each loop and each method with a block, on the line that is there: the
/// line numbers of tracebacks stay true. Columns do not, so errors are reported from the code as it was written.
/// Expression bodies and code that a cell calls in libraries have none.
/// </summary>
internal sealed class CheckpointRewriter : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax s_checkpoint = SyntaxFactory.ParseStatement(
        $"global::{typeof(CellCheckpoint).FullName}.{nameof(CellCheckpoint.Pass)}(); ");

    private CheckpointRewriter()
    {
    }

    public static SyntaxTree Rewrite(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var rewritten = new CheckpointRewriter().Visit(root);
        return rewritten == root
            ? tree
            : CSharpSyntaxTree.Create((CSharpSyntaxNode)rewritten, SubmissionChain.ParseOptions, tree.FilePath, Encoding.UTF8);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Guard(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Guard(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Guard(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Guard(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop
            ? loop.WithStatement(Guard(loop.Statement))
            : null;

    // the other way to loop; a jump to a case is one, too
    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Guard(node);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = base.VisitMethodDeclaration(node);
        return visited is MethodDeclarationSyntax { Body: { } body } method ? method.WithBody(Guard(body)) : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = base.VisitLocalFunctionStatement(node);
        return visited is LocalFunctionStatementSyntax { Body: { } body } function
            ? function.WithBody(Guard(body))
            : visited;
    }

    private static BlockSyntax Guard(StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.Insert(0, s_checkpoint))
        : SyntaxFactory.Block(s_checkpoint, body);
}
