// right — threads that belong to the batch, so that the pool has nothing to do with it
using System.Collections.Concurrent;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        var line = new ConcurrentQueue<(Statement Statement, TaskCompletionSource<Page> Page)>(
            statements.Select(statement => (statement, new TaskCompletionSource<Page>(
                TaskCreationOptions.RunContinuationsAsynchronously))));
        var pages = line.Select(each => each.Page.Task).ToArray();
        for (int i = 0; i < options.MaxParallel; i++)
        {
            new Thread(() => Work(line, cancellationToken)) { IsBackground = true }.Start();
        }
        return await Task.WhenAll(pages);
    }

    private void Work(
        ConcurrentQueue<(Statement Statement, TaskCompletionSource<Page> Page)> line, CancellationToken token)
    {
        while (line.TryDequeue(out var each))
        {
            try
            {
                each.Page.SetResult(renderer.RenderAsync(each.Statement, token).GetAwaiter().GetResult());
            }
            catch (LayoutException error)
            {
                each.Page.SetException(new StatementException(each.Statement, error));
            }
            catch (OperationCanceledException)
            {
                each.Page.SetCanceled(token);
            }
        }
    }
}
