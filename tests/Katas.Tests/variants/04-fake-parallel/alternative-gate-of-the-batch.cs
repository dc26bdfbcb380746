// right — the places belong to the object, and every batch gives back what it took
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    private readonly SemaphoreSlim _places = new(options.MaxParallel, options.MaxParallel);

    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        return await Task.WhenAll(statements.Select(
            statement => Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken)));
    }

    private async Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
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
            _places.Release();
        }
    }
}
