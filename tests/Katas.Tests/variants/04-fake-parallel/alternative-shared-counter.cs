// right — each loop takes the next number until there is none
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new Page[statements.Count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, options.MaxParallel).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < pages.Length;)
            {
                pages[i] = await RenderAsync(statements[i], cancellationToken);
            }
        }, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        return pages;
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
