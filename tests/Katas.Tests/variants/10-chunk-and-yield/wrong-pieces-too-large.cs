// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — a thousand at a time
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    private const int ItemsAtATime = 1_000;

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
            // to the end of the loop's queue: whoever waits there has a turn first
            await Task.Yield();
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
