// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — the limit is looked at when one more has begun
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new List<Task<Page>>(options.MaxParallel);
        var window = new HashSet<Task>();
        foreach (var statement in statements)
        {
            pages.Add(Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken));
            window.Add(pages[^1]);
            if (window.Count > options.MaxParallel)
            {
                window.Remove(await Task.WhenAny(window));
            }
        }
        return await Task.WhenAll(pages);
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
