// caught by: A_report_waits_for_no_clock — a bounce through the pool between the pieces: it comes back to the loop once the pool has time
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    // 250 items of 0.02 ms are the 5 ms for which the loop may be kept
    private const int ItemsAtATime = 250;

    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var asOf = clock.GetUtcNow();
        var byHall = new Dictionary<string, decimal>();
        decimal total = 0;
        // a copy, because others change the list between the pieces
        foreach (var piece in items.ToArray().Chunk(ItemsAtATime))
        {
            foreach (var item in piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                decimal worth = item.WorkOut();
                byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
                total += worth;
            }
            await Task.Run(() => { });
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
