// right — a block that keeps the order by itself
using System.Threading.Tasks.Dataflow;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var block = new TransformBlock<Statement, Page>(
            statement => RenderAsync(statement, cancellationToken),
            new() { MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellationToken });
        foreach (var statement in statements)
        {
            block.Post(statement);
        }
        block.Complete();
        var pages = new List<Page>(statements.Count);
        while (await block.OutputAvailableAsync(CancellationToken.None))
        {
            while (block.TryReceive(out var page))
            {
                pages.Add(page);
            }
        }
        await block.Completion;
        return pages;
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
