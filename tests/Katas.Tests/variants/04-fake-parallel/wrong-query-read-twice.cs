// caught by: A_batch_that_takes_no_time_has_all_its_pages — the tasks are awaited, and then their results are taken
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        var pages = statements.Select(statement => RenderAsync(statement, places, cancellationToken));
        await Task.WhenAll(pages);
        return [.. pages.Select(page => page.GetAwaiter().GetResult())];
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
