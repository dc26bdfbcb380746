// caught by: Who_cancels_is_told_so_and_what_has_not_begun_is_not_rendered — the token went astray on the way into Task.Run
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        return await Task.WhenAll(statements.Select(
            statement => RenderAsync(statement, places)));
    }

    private async Task<Page> RenderAsync(Statement statement, SemaphoreSlim places)
    {
        await places.WaitAsync();
        try
        {
            return await Task.Run(() => renderer.RenderAsync(statement));
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
