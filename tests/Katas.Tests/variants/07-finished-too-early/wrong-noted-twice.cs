// caught by: An_order_is_saved_and_noted_and_has_its_invoice — noted before and after, to be sure
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        await audit.AppendAsync($"order {order.Number} was placed");
        await Task.Run(() => InvoiceAsync(order), CancellationToken.None);
        await audit.AppendAsync($"order {order.Number} was placed");
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task InvoiceAsync(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
