// caught by: The_pages_come_in_the_order_of_the_statements — the bag is sorted by the number of the statement
using System.Collections.Concurrent;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new ConcurrentBag<Page>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(statements, parallel, async (statement, token) =>
            pages.Add(await RenderAsync(statement, token)));
        return [.. pages.OrderBy(page => page.Statement, StringComparer.Ordinal)];
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
