// right — closed by a continuation, which hands the error on
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

    private Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        var transaction = database.Begin();
        try
        {
            transaction.Add(order);
        }
        catch (OrderException)
        {
            transaction.Dispose();
            throw;
        }
        return transaction.CommitAsync(cancellationToken).ContinueWith(commit =>
        {
            transaction.Dispose();
            return commit;
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
    }

    private async Task InvoiceAsync(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
