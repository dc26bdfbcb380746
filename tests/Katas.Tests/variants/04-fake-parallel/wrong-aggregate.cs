// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — what the parallel loop throws has the error inside
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new Page[statements.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellationToken,
        };
        await Task.Run(() => Parallel.For(0, pages.Length, parallel, i =>
            pages[i] = RenderAsync(statements[i], cancellationToken).Result), cancellationToken);
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
