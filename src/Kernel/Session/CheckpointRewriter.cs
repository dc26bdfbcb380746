using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Kernel;

/// <summary>
/// Puts a <see cref="CellCheckpoint"/> at a cell's start, into each loop and each method with a block, and around what
/// the cell itself awaits, without a new line: the line numbers of tracebacks stay true. Columns do not, so errors are
/// reported from the code as it was written. Expression bodies and code that a cell calls in libraries have none.
/// </summary>
internal sealed class CheckpointRewriter : CSharpSyntaxRewriter
{
    private static readonly string s_checkpoints = $"global::{typeof(CellCheckpoint).FullName}.";
    private static readonly StatementSyntax s_begin =
        SyntaxFactory.ParseStatement($"{s_checkpoints}{nameof(CellCheckpoint.Begin)}(); ");
    private static readonly StatementSyntax s_checkpoint =
        SyntaxFactory.ParseStatement($"{s_checkpoints}{nameof(CellCheckpoint.Pass)}(); ");
    private static readonly ExpressionSyntax s_stoppable =
        SyntaxFactory.ParseExpression($"{s_checkpoints}{nameof(CellCheckpoint.Stoppable)}");

    private CheckpointRewriter()
    {
    }

    /// <returns>Code that does not parse comes back as it is: the compiler says why.</returns>
    public static string Rewrite(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Engine.ParseOptions);
        var root = tree.GetRoot();
        return root.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? code
            : new CheckpointRewriter().Visit(root).ToFullString();
    }

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        if (base.VisitCompilationUnit(node) is not CompilationUnitSyntax unit)
        {
            return null;
        }
        var first = unit.Members.IndexOf(member => member is GlobalStatementSyntax or FieldDeclarationSyntax);
        if (first < 0)
        {
            return unit;
        }
        var begin = SyntaxFactory.GlobalStatement(s_begin).WithLeadingTrivia(unit.Members[first].GetLeadingTrivia());
        var rest = unit.Members[first].WithLeadingTrivia();
        return unit.WithMembers(unit.Members.RemoveAt(first).InsertRange(first, [begin, rest]));
    }

    // only what the cell itself awaits: in methods and lambdas a task is the reader's own affair
    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        var visited = base.VisitAwaitExpression(node);
        return visited is not AwaitExpressionSyntax { Expression: var operand } awaited || IsInFunction(node)
            ? visited
            : awaited.WithExpression(SyntaxFactory.InvocationExpression(
                    s_stoppable,
                    SyntaxFactory.ArgumentList([SyntaxFactory.Argument(operand.WithoutTrivia())]))
                .WithTriviaFrom(operand));
    }

    private static bool IsInFunction(SyntaxNode node) => node.Ancestors().Any(ancestor => ancestor is
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
        or BaseTypeDeclarationSyntax or BasePropertyDeclarationSyntax);

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
