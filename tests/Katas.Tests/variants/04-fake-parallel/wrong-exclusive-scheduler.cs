// caught by: As_many_are_rendered_at_the_same_time_as_the_options_allow — a scheduler keeps the renderings from disturbing one another
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pair = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.MaxParallel);
        return await Task.WhenAll(statements.Select(statement => Task.Factory.StartNew(
            () => RenderAsync(statement, cancellationToken),
            cancellationToken, TaskCreationOptions.None, pair.ExclusiveScheduler).Unwrap()));
    }

    private async Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            return await renderer.RenderAsync(statement, cancellationToken);
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
    }
}
