// caught by: An_order_is_saved_and_noted_and_has_its_invoice — one transaction for as long as the process lives
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    private ITransaction? _transaction;

    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        _transaction ??= database.Begin();
        _transaction.Add(order);
        await _transaction.CommitAsync(cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        var archived = Task.Run(() => InvoiceAsync(order), CancellationToken.None);
        await Task.WhenAll(noted, archived);
    }

    private async Task InvoiceAsync(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
