namespace HonestAsync.Katas.ChunkAndYield;

/// <summary>Makes the report that says what the stock is worth.</summary>
/// <remarks>
/// One instance serves the whole warehouse. It is called on the event loop, to which the stock belongs, and
/// which also steers the robots.
/// </remarks>
public sealed class StockReporting(IReportArchive archive, TimeProvider clock)
{
    // 250 items of 0.02 ms are the 5 ms for which the loop may be kept
    private const int ItemsAtATime = 250;

    /// <summary>Works out what each item is worth, adds it up, and keeps the report.</summary>
    /// <param name="items">The stock: the list that the warehouse itself works with.</param>
    /// <param name="cancellationToken">Whoever wanted the report does not want it any more.</param>
    /// <returns>The report, once it is kept.</returns>
    /// <exception cref="PriceMissingException">An item has no price.</exception>
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
