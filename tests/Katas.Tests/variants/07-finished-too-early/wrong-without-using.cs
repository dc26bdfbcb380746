// caught by: The_transaction_is_open_until_the_commit_is_over_and_is_closed_then — nobody can close it too early if nobody closes it
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
        transaction.Add(order);
        return transaction.CommitAsync(cancellationToken);
    }

    private async Task InvoiceAsync(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
