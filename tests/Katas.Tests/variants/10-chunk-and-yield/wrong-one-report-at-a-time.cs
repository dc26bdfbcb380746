// caught by: Reports_at_the_same_time_neither_mix_nor_wait_for_each_other — two reports at once would take the loop twice
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    // 250 items of 0.02 ms are the 5 ms for which the loop may be kept
    private const int ItemsAtATime = 250;
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var asOf = clock.GetUtcNow();
        var byHall = new Dictionary<string, decimal>();
        decimal total = 0;
        var stock = items.ToArray();
        await _gate.WaitAsync(cancellationToken);
        try
        {
        foreach (var piece in stock.Chunk(ItemsAtATime))
        {
            foreach (var item in piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                decimal worth = item.WorkOut();
                byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
                total += worth;
            }
            // to the end of the loop's queue: whoever waits there has a turn first
            await Task.Yield();
        }
        }
        finally
        {
            _gate.Release();
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
