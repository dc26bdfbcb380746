// caught by: The_call_is_over_when_the_invoice_is_in_the_archive — an async method that nobody can await
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        await Task.Run(() => Archive(order), CancellationToken.None);
        await noted;
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }

    private async void Archive(Order order)
    {
        var invoice = renderer.Render(order);
        await archive.StoreAsync(invoice);
    }
}
