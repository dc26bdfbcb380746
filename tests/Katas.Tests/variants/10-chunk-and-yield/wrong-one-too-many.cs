// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — counts from nought: 251 items in the first piece
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
        IStockItem[] stock = [.. items];
        for (int i = 0; i < stock.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = stock[i].WorkOut();
            byHall[stock[i].Hall] = byHall.GetValueOrDefault(stock[i].Hall) + worth;
            total += worth;
            if (i > 0 && i % ItemsAtATime == 0)
            {
                await Task.Yield();
            }
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
