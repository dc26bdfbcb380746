// right — Task.Run around the whole of one statement, its place included, by the same reader
namespace HonestAsync.Katas.FakeParallel;

/// <summary>Renders the account statements of a month, for the window from which they are printed.</summary>
/// <remarks>It is called on the window's event loop, one batch at a time.</remarks>
public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    /// <summary>Renders all of them, at most <see cref="BatchOptions.MaxParallel"/> at the same time.</summary>
    /// <returns>The pages, in the order of the statements.</returns>
    /// <exception cref="StatementException">A statement could not be rendered; it says which.</exception>
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        using var places = new SemaphoreSlim(options.MaxParallel);
        return await Task.WhenAll(statements.Select(
            statement => Task.Run(() => RenderAsync(statement, places, cancellationToken), cancellationToken)));
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
