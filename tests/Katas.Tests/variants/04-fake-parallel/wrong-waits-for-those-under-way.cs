// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — on a failure, whatever is being rendered at that moment is waited for
using System.Collections.Concurrent;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var places = new SemaphoreSlim(options.MaxParallel);
        var underWay = new ConcurrentDictionary<Task<Page>, bool>();
        var pages = statements.Select(async statement =>
        {
            await places.WaitAsync(cancellationToken);
            var page = Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken);
            underWay[page] = true;
            try
            {
                return await page;
            }
            finally
            {
                underWay.TryRemove(page, out _);
                places.Release();
            }
        }).ToList();
        try
        {
            foreach (var page in pages)
            {
                await page;
            }
            return await Task.WhenAll(pages);
        }
        catch
        {
            await Task.WhenAll(underWay.Keys).ContinueWith(_ => { }, TaskScheduler.Default);
            throw;
        }
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
