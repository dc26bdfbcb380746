// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — Parallel.ForEachAsync knows how much is good for the machine
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new Page[statements.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, pages.Length), cancellationToken, async (i, token) =>
            pages[i] = await RenderAsync(statements[i], token));
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
