// right — as many readers as places, and a line that everybody can see
using System.Threading.Channels;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var pages = new Page[statements.Count];
        var line = Channel.CreateUnbounded<int>();
        for (int i = 0; i < pages.Length; i++)
        {
            line.Writer.TryWrite(i);
        }
        line.Writer.Complete();
        await Task.WhenAll(Enumerable.Range(0, options.MaxParallel).Select(_ => Task.Run(async () =>
        {
            await foreach (int i in line.Reader.ReadAllAsync(cancellationToken))
            {
                pages[i] = await RenderAsync(statements[i], cancellationToken);
            }
        }, cancellationToken)));
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
