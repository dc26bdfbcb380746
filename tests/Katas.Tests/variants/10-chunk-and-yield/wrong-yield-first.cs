// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — one yield at the beginning: the caller is free, the loop is not
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var asOf = clock.GetUtcNow();
        await Task.Yield();
        var byHall = new Dictionary<string, decimal>();
        decimal total = 0;
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
        }

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
