// right — as many as may be are under way; whenever one ends, the next one begins
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new List<Task<Page>>(statements.Count);
        var window = new HashSet<Task>();
        try
        {
            foreach (var statement in statements)
            {
                if (window.Count == options.MaxParallel)
                {
                    window.Remove(await Task.WhenAny(window));
                }
                cancellationToken.ThrowIfCancellationRequested();
                pages.Add(Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken));
                window.Add(pages[^1]);
            }
        }
        finally
        {
            await Task.WhenAll(pages);
        }
        return [.. pages.Select(page => page.Result)];
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
