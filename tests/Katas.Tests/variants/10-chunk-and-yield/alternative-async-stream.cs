// right — the pieces come as an async stream, whose reader knows nothing of the loop
using System.Runtime.CompilerServices;

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
        await foreach (var item in WithTurns(items.ToArray(), cancellationToken))
        {
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }

    private static async IAsyncEnumerable<IStockItem> WithTurns(
        IStockItem[] items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0 && i % ItemsAtATime == 0)
            {
                await Task.Yield();
            }
            cancellationToken.ThrowIfCancellationRequested();
            yield return items[i];
        }
    }
}
