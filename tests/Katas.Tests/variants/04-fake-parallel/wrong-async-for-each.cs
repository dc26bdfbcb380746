// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — ForEach takes an async lambda as well
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        var pages = new Page[statements.Count];
        Enumerable.Range(0, pages.Length).ToList().ForEach(async i =>
            pages[i] = await RenderAsync(statements[i], places, cancellationToken));
        return await Task.FromResult(pages);
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
        finally
        {
            places.Release();
        }
    }
}
