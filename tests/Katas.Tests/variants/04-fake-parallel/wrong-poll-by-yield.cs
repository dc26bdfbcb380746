// caught by: Who_waits_for_a_place_holds_no_thread — who finds no place lets the others go first
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
        while (!places.Wait(0, cancellationToken))
        {
            await Task.Yield();
        }
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
