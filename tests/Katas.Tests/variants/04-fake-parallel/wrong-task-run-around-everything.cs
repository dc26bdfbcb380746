// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — the whole batch goes to the pool, and the window is free again
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        return await Task.Run(async () =>
        {
            using var places = new SemaphoreSlim(options.MaxParallel);
            return await Task.WhenAll(statements.Select(
                statement => RenderAsync(statement, places, cancellationToken)));
        }, cancellationToken);
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await renderer.RenderAsync(statement, cancellationToken);
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
