// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — a budget on the wall's clock: it says nothing of the work, and on a quick machine never ends
using System.Diagnostics;

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
        long began = Stopwatch.GetTimestamp();
        foreach (var item in items.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
            if (Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(1))
            {
                await Task.Yield();
                began = Stopwatch.GetTimestamp();
            }
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
