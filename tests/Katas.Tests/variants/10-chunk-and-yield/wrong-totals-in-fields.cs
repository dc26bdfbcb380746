// caught by: Reports_at_the_same_time_neither_mix_nor_wait_for_each_other — the totals are fields, as there is only one report at a time
namespace HonestAsync.Katas.ChunkAndYield;

public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    // 250 items of 0.02 ms are the 5 ms for which the loop may be kept
    private const int ItemsAtATime = 250;
    private readonly Dictionary<string, decimal> _byHall = [];
    private decimal _total;

    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        var asOf = clock.GetUtcNow();
        _byHall.Clear();
        _total = 0;
        // a copy, because others change the list between the pieces
        foreach (var piece in items.ToArray().Chunk(ItemsAtATime))
        {
            foreach (var item in piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                decimal worth = item.WorkOut();
                _byHall[item.Hall] = _byHall.GetValueOrDefault(item.Hall) + worth;
                _total += worth;
            }
            // to the end of the loop's queue: whoever waits there has a turn first
            await Task.Yield();
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, _total, new Dictionary<string, decimal>(_byHall));
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
