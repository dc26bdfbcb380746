// caught by: A_statement_that_takes_long_holds_up_no_other — chunks of as many as are allowed are never more than allowed
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new List<Page>(statements.Count);
        foreach (var chunk in statements.Chunk(options.MaxParallel))
        {
            pages.AddRange(await Task.WhenAll(chunk.Select(
                statement => Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken))));
        }
        return pages;
    }

    private async Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            return await renderer.RenderAsync(statement, cancellationToken);
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
    }
}
