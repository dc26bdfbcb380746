// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — each statement is rendered on the pool, and awaited where it stands
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new List<Page>(options.MaxParallel);
        foreach (var statement in statements)
        {
            pages.Add(await Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken));
        }
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
