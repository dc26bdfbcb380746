// caught by: No_customer_waits_for_another — a thread of the pool waits for both
namespace HonestAsync.Katas.FinishedTooEarly;

/// <summary>Takes the orders of the shop.</summary>
/// <remarks>One instance serves all customers.</remarks>
public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    /// <summary>Saves the order, notes it in the audit log and puts its invoice into the archive.</summary>
    /// <param name="order">What the customer wants.</param>
    /// <param name="cancellationToken">Whoever called does not want it any more; counts until it is saved.</param>
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);

        await SaveAsync(order, cancellationToken);

        // the line and the invoice have nothing to do with one another, so both are on their way
        var noted = audit.AppendAsync($"order {order.Number} was placed");

        // to render is processor work, which is not for the caller's thread
        var stored = Task.Run(async () =>
        {
            var invoice = renderer.Render(order);
            await archive.StoreAsync(invoice);
        }, CancellationToken.None);

        await Task.Run(() => Task.WhenAll(noted, stored).GetAwaiter().GetResult());
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
