// caught by: Who_cancels_is_let_go_after_five_milliseconds_at_the_latest — the token is asked before the work
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
        cancellationToken.ThrowIfCancellationRequested();
        // a copy, because others change the list between the pieces
        foreach (var piece in items.ToArray().Chunk(ItemsAtATime))
        {
            foreach (var item in piece)
            {
                decimal worth = item.WorkOut();
                byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
                total += worth;
            }
            // to the end of the loop's queue: whoever waits there has a turn first
            await Task.Yield();
        }

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
