// caught by: Who_cancels_is_let_go_after_five_milliseconds_at_the_latest — the token ends the wait; the pieces go on posting each other
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    private const int ItemsAtATime = 250;

    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var job = new Job(new Queue<IStockItem>(items), cancellationToken);
        var asOf = clock.GetUtcNow();
        using var registration = cancellationToken.Register(job.GiveUp);
        cancellationToken.ThrowIfCancellationRequested();
        job.Piece();
        await job.End;

        var report = new StockReport(asOf, job.Total, job.ByHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }

    private sealed class Job(Queue<IStockItem> left, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource _end = new();

        public Task End => _end.Task;

        public decimal Total { get; private set; }

        public Dictionary<string, decimal> ByHall { get; } = [];

        public void GiveUp() => _end.TrySetCanceled(cancellationToken);

        public void Piece()
        {
            try
            {
                for (int i = 0; i < ItemsAtATime && left.Count > 0; i++)
                {
                    var item = left.Dequeue();
                    decimal worth = item.WorkOut();
                    ByHall[item.Hall] = ByHall.GetValueOrDefault(item.Hall) + worth;
                    Total += worth;
                }
            }
            catch (OperationCanceledException)
            {
                _end.SetCanceled(cancellationToken);
                return;
            }
            catch (Exception error)
            {
                _end.SetException(error);
                return;
            }
            if (left.Count == 0)
            {
                _end.TrySetResult();
                return;
            }
            SynchronizationContext.Current!.Post(_ => Piece(), null);
        }
    }
}
