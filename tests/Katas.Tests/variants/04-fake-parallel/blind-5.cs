// right — loops on the pool, and the first failure calls the others back, by the same reader
namespace HonestAsync.Katas.FakeParallel;

/// <summary>Renders the account statements of a month, for the window from which they are printed.</summary>
/// <remarks>It is called on the window's event loop, one batch at a time.</remarks>
public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    /// <summary>Renders all of them, at most <see cref="BatchOptions.MaxParallel"/> at the same time.</summary>
    /// <returns>The pages, in the order of the statements.</returns>
    /// <exception cref="StatementException">A statement could not be rendered; it says which.</exception>
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = new Page[statements.Count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.MaxParallel, statements.Count)).Select(
            _ => Task.Run(RenderSomeAsync, CancellationToken.None)));
        cancellationToken.ThrowIfCancellationRequested();
        return pages;

        async Task RenderSomeAsync()
        {
            for (int i = Interlocked.Increment(ref next); i < statements.Count; i = Interlocked.Increment(ref next))
            {
                stop.Token.ThrowIfCancellationRequested();
                try
                {
                    pages[i] = await renderer.RenderAsync(statements[i], stop.Token);
                }
                catch (LayoutException error)
                {
                    await stop.CancelAsync();
                    throw new StatementException(statements[i], error);
                }
            }
        }
    }
}
