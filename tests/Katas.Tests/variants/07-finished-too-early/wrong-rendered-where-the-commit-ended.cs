// caught by: The_invoice_is_rendered_away_from_the_callers_thread — after ConfigureAwait(false) it is the pool, or so they say
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken).ConfigureAwait(false);
        var invoice = renderer.Render(order);
        await audit.AppendAsync($"order {order.Number} was placed");
        await archive.StoreAsync(invoice);
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
