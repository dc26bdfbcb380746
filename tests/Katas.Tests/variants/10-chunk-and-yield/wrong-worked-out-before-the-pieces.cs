// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — what is cut into pieces is what has been worked out
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
        foreach (var piece in items.Select(item => (item.Hall, Worth: item.WorkOut())).ToArray().Chunk(ItemsAtATime))
        {
            foreach (var (hall, worth) in piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                byHall[hall] = byHall.GetValueOrDefault(hall) + worth;
                total += worth;
            }
            await Task.Yield();
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
