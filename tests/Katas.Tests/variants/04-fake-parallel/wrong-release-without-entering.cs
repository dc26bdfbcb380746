// caught by: Who_cancels_is_told_so_and_what_has_not_begun_is_not_rendered — the whole method is inside the try, so nothing is forgotten
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    private readonly SemaphoreSlim _places = new(options.MaxParallel);

    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        return await Task.WhenAll(statements.Select(
            statement => RenderAsync(statement, cancellationToken)));
    }

    private async Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken);
            return await Task.Run(
                () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
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
