// right — StartNew as it stands, with the inner task unwrapped
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        var archived = Task.Factory.StartNew(() => InvoiceAsync(order),
            CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
        await Task.WhenAll(noted, archived);
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
