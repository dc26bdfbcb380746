// caught by: The_robot_has_its_turn_after_five_milliseconds_at_the_latest — a delay of no time after each item, by the same reader
namespace HonestAsync.Katas.ChunkAndYield;

/// <summary>Makes the report that says what the stock is worth.</summary>
/// <remarks>
/// One instance serves the whole warehouse. It is called on the event loop, to which the stock belongs, and
/// which also steers the robots.
/// </remarks>
public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    // 5 ms at 0.02 ms each
    private const int ItemsPerTurn = 250;

    /// <summary>Works out what each item is worth, adds it up, and keeps the report.</summary>
    /// <param name="items">The stock: the list that the warehouse itself works with.</param>
    /// <param name="cancellationToken">Whoever wanted the report does not want it any more.</param>
    /// <returns>The report, once it is kept.</returns>
    /// <exception cref="PriceMissingException">An item has no price.</exception>
    public async Task<StockReport> MakeAsync(
        IReadOnlyList<IStockItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);

        cancellationToken.ThrowIfCancellationRequested();
        var asOf = clock.GetUtcNow();
        IStockItem[] stock = [.. items];
        var byHall = new Dictionary<string, decimal>();
        decimal total = 0;
        foreach (var item in stock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = item.WorkOut();
            byHall[item.Hall] = byHall.GetValueOrDefault(item.Hall) + worth;
            total += worth;
            await Task.Delay(0, CancellationToken.None);
        }
        var report = new StockReport(asOf, total, byHall);
        await archive.KeepAsync(report, cancellationToken);
        return report;
    }
}
