// caught by: A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named — a second try costs little and often helps
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
            return await Task.Run(() => TwiceAsync(statement, cancellationToken), cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Page> TwiceAsync(Statement statement, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await renderer.RenderAsync(statement, cancellationToken);
            }
            catch (LayoutException error) when (attempt == 2)
            {
                throw new StatementException(statement, error);
            }
            catch (LayoutException)
            {
                // once more
            }
        }
    }
}
