// right — all in one method, the transaction in a block
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        using (var transaction = database.Begin())
        {
            transaction.Add(order);
            await transaction.CommitAsync(cancellationToken);
        }
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
