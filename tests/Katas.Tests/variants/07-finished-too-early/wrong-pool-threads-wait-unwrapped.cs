// caught by: No_customer_waits_for_another — a thread of the pool waits for the archive, and the error is unwrapped
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        await Task.WhenAll(noted, Task.Run(() => InvoiceAsync(order).GetAwaiter().GetResult(), CancellationToken.None));
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
