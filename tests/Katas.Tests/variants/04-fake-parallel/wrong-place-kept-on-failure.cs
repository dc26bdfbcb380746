// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — the place is given back when the page is there
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        return await Task.WhenAll(statements.Select(
            statement => RenderAsync(statement, places, cancellationToken)));
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var page = await Task.Run(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
            places.Release();
            return page;
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
    }
}
