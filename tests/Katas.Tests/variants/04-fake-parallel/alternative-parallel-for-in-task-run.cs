// right — the loop that blocks blocks a thread of the pool, and works on it
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
        try
        {
            await Task.Run(() => Parallel.For(0, pages.Length, parallel, i =>
                pages[i] = Render(statements[i], cancellationToken)), cancellationToken);
        }
        catch (AggregateException errors) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("cancelled while rendering", errors, cancellationToken);
        }
        catch (AggregateException errors)
        {
            throw errors.InnerExceptions.OfType<StatementException>().First();
        }
        return pages;
    }

    private Page Render(Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            // its task is complete when it returns, so nothing waits here
            return renderer.RenderAsync(statement, cancellationToken).GetAwaiter().GetResult();
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
    }
}
