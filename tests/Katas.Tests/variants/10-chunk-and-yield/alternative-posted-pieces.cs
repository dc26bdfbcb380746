// right — no await between the pieces: each posts the next to the loop, and a promise is kept at the end
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

        public void Piece()
        {
            try
            {
                for (int i = 0; i < ItemsAtATime && left.Count > 0; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
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
                _end.SetResult();
                return;
            }
            SynchronizationContext.Current!.Post(_ => Piece(), null);
        }
    }
}
