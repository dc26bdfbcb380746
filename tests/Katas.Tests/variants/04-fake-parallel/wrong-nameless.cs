// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — the renderer says what was wrong, and the new lambda has no room for a catch
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
        await Parallel.ForEachAsync(Enumerable.Range(0, pages.Length), parallel, async (i, token) =>
            pages[i] = await renderer.RenderAsync(statements[i], token));
        return pages;
    }
}
