// caught by: The_pages_come_in_the_order_of_the_statements — each loop adds what it has, under a lock
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new List<Page>(statements.Count);
        var line = new Queue<Statement>(statements);
        await Task.WhenAll(Enumerable.Range(0, options.MaxParallel).Select(_ => Task.Run(async () =>
        {
            while (Next() is { } statement)
            {
                var page = await RenderAsync(statement, cancellationToken);
                lock (pages)
                {
                    pages.Add(page);
                }
            }
        }, cancellationToken)));
        return pages;

        Statement? Next()
        {
            lock (line)
            {
                return line.TryDequeue(out var statement) ? statement : null;
            }
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
