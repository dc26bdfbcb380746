// caught by: Each_item_is_worked_out_once_and_on_the_loop — the loop is free: the work is done elsewhere
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var asOf = clock.GetUtcNow();
        var byHall = new Dictionary<string, decimal>();
        decimal total = 0;
        await Task.Run(() =>
        {
        foreach (var item in items.ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
        }
        }, cancellationToken);

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
