// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — a batch without one page is better than no batch
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        var pages = await Task.WhenAll(statements.Select(
            statement => RenderAsync(statement, places, cancellationToken)));
        return [.. pages.OfType<Page>()];
    }

    private async Task<Page?> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
        }
        catch (LayoutException)
        {
            return null;
        }
        finally
        {
            places.Release();
        }
    }
}
