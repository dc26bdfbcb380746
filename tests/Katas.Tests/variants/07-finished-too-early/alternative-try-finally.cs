// right — using, written out
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        var archived = Task.Run(() => InvoiceAsync(order), CancellationToken.None);
        await Task.WhenAll(noted, archived);
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        var transaction = database.Begin();
        try
        {
            transaction.Add(order);
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            transaction.Dispose();
        }
    }

    private async Task InvoiceAsync(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
