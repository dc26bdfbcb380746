// caught by: The_loop_is_free_while_a_batch_is_rendered — on the pool, all at once, and WaitAll collects them
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        var pages = statements
            .Select(statement => RenderAsync(statement, places, cancellationToken)).ToArray();
        Task.WaitAll(pages, cancellationToken);
        return await Task.WhenAll(pages);
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => renderer.RenderAsync(statement, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
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
