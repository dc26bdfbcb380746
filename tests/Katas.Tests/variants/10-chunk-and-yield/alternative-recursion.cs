// right — the first piece, a turn for the others, then the rest in the same way
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
        decimal total = await AddAsync(items.ToArray(), byHall, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }

    private static async Task<decimal> AddAsync(
        ArraySegment<IStockItem> items, Dictionary<string, decimal> byHall, CancellationToken cancellationToken)
    {
        decimal total = 0;
        int count = Math.Min(ItemsAtATime, items.Count);
        foreach (var item in items[..count])
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
        }
        if (count == items.Count)
        {
            return total;
        }
        await Task.Yield();
        return total + await AddAsync(items[count..], byHall, cancellationToken);
    }
}
