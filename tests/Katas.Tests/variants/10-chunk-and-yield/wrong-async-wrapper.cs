// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — the loop is an async method of its own now
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
            decimal worth = await WorkOutAsync(item);
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
        }

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }

    private static async Task<decimal> WorkOutAsync(IStockItem item)
    {
        await Task.CompletedTask;
        return item.WorkOut();
    }
}
