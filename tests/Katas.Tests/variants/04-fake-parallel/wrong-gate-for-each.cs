// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — a place is taken for each rendering
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        return await Task.WhenAll(statements.Select(async statement =>
        {
            using var places = new SemaphoreSlim(options.MaxParallel);
            return await RenderAsync(statement, places, cancellationToken);
        }));
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
