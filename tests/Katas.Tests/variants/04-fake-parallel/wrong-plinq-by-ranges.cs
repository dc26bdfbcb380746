// caught by: A_statement_that_takes_long_holds_up_no_other — AsParallel with a degree and in order says it all in one line
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        try
        {
            return await Task.Run(() => statements.ToArray().AsParallel().AsOrdered()
                .WithDegreeOfParallelism(options.MaxParallel)
                .Select(statement => RenderAsync(statement, cancellationToken).GetAwaiter().GetResult())
                .ToArray(), cancellationToken);
        }
        catch (AggregateException errors)
        {
            throw errors.Flatten().InnerExceptions[0];
        }
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
