// caught by: What_comes_and_goes_meanwhile_changes_nothing_for_the_report — pieces of the list itself, which others change meanwhile
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
        for (int i = 0; i < items.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = items[i].WorkOut();
            byHall[items[i].Hall] = byHall.GetValueOrDefault(items[i].Hall) + worth;
            total += worth;
            if ((i + 1) % ItemsAtATime == 0)
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
