// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — started together, awaited in turn, shorter than WhenAll
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var places = new SemaphoreSlim(options.MaxParallel);
        var rendering = statements
            .Select(statement => RenderAsync(statement, places, cancellationToken)).ToList();
        var pages = new List<Page>(rendering.Count);
        foreach (var page in rendering)
        {
            pages.Add(await page);
        }
        return pages;
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
