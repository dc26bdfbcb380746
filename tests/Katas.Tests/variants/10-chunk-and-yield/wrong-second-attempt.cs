// caught by: The_answer_comes_when_the_report_is_kept — an archive that cannot be reached is asked once more
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
        for (int i = 0; i < stock.Length; i++)
        {
            if (i > 0 && i % ItemsPerTurn == 0)
            {
                // back to the end of the loop's queue: on the loop's thread, whoever waits goes first
                await Task.Yield();
            }
            cancellationToken.ThrowIfCancellationRequested();
            decimal worth = stock[i].WorkOut();
            byHall[stock[i].Hall] = byHall.GetValueOrDefault(stock[i].Hall) + worth;
            total += worth;
        }
        cancellationToken.ThrowIfCancellationRequested();

        var report = new StockReport(asOf, total, byHall);
        try
        {
            await archive.KeepAsync(report, cancellationToken);
        }
        catch (ArchiveUnavailableException)
        {
            // WRONG: an archive that cannot be reached fails the report
            await archive.KeepAsync(report, cancellationToken);
        }
        return report;
    }
}
