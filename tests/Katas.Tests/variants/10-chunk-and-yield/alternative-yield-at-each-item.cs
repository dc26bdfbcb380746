// right — a turn for everybody after each item: right, and a hundred times as many turns as it takes
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
        foreach (var item in items.ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
            await Task.Yield();
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
