// caught by: The_call_is_over_when_the_invoice_is_in_the_archive — the rendering is waited for, and the storing is its own affair
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        var noted = audit.AppendAsync($"order {order.Number} was placed");
        var invoice = await Task.Run(() => renderer.Render(order), CancellationToken.None);
        var stored = archive.StoreAsync(invoice);
        await noted;
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
