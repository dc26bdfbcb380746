// right — each worker takes the next statement, not a share of them
using System.Collections.Concurrent;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var one = Partitioner.Create(
            statements.Select((statement, place) => (statement, place)),
            EnumerablePartitionerOptions.NoBuffering);
        try
        {
            return await Task.Run(() => one.AsParallel()
                .WithDegreeOfParallelism(options.MaxParallel)
                .WithMergeOptions(ParallelMergeOptions.FullyBuffered)
                .Select(each => (Page: Render(each.statement, cancellationToken), each.place))
                .ToArray()
                .OrderBy(each => each.place).Select(each => each.Page).ToArray(), cancellationToken);
        }
        catch (AggregateException errors)
        {
            throw errors.Flatten().InnerExceptions[0];
        }
    }

    private Page Render(Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            // its task is complete when it returns, so nothing waits here
            return renderer.RenderAsync(statement, cancellationToken).GetAwaiter().GetResult();
        }
        catch (LayoutException error)
        {
            throw new StatementException(statement, error);
        }
    }
}
