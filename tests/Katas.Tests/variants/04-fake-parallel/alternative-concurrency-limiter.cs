// right — the limiter of the rate limiting library, with a line as long as the batch
using System.Threading.RateLimiting;

namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatch(IStatementRenderer renderer, BatchOptions options)
{
    public async Task<IReadOnlyList<Page>> RenderAllAsync(
        IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);

        await using var limiter = new ConcurrencyLimiter(new()
        {
            PermitLimit = options.MaxParallel,
            QueueLimit = Math.Max(1, statements.Count),
        });
        return await Task.WhenAll(statements.Select(async statement =>
        {
            using var place = await limiter.AcquireAsync(1, cancellationToken);
            return await Task.Run(() => RenderAsync(statement, cancellationToken), cancellationToken);
        }));
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
