// caught by: A_statement_that_takes_long_holds_up_no_other — as many workers as places, and each has its share
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new Page[statements.Count];
        await Task.WhenAll(Enumerable.Range(0, options.MaxParallel).Select(worker => Task.Run(async () =>
        {
            for (int i = worker; i < pages.Length; i += options.MaxParallel)
            {
                pages[i] = await RenderAsync(statements[i], cancellationToken);
            }
        }, cancellationToken)));
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
