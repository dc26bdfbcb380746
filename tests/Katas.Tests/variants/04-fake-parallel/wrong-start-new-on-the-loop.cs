// caught by: The_loop_is_free_while_a_batch_is_rendered — StartNew wants a scheduler, and this one is at hand
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        return await Task.WhenAll(statements.Select(
            statement => RenderAsync(statement, places, cancellationToken)));
    }

    private async Task<Page> RenderAsync(
        Statement statement, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken,
                TaskCreationOptions.None, TaskScheduler.FromCurrentSynchronizationContext()).Unwrap();
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
