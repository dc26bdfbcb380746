// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — WhenEach tells of a failure at once
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var places = new SemaphoreSlim(options.MaxParallel);
        var pages = statements
            .Select(statement => RenderAsync(statement, places, cancellationToken)).ToList();
        await foreach (var page in Task.WhenEach(pages).WithCancellation(cancellationToken))
        {
            await page;
        }
        return [.. pages.Select(page => page.Result)];
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
        finally
        {
            places.Release();
        }
    }
}
