// caught by: Who_cancels_is_told_so_and_what_has_not_begun_is_not_rendered — whatever goes wrong with a statement names the statement
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
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(
                    () => renderer.RenderAsync(statement, cancellationToken), cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
        catch (Exception error)
        {
            throw new StatementException(statement, error);
        }
    }
}
