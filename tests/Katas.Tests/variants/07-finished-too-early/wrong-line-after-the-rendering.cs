// caught by: What_fails_reaches_the_caller_when_all_is_over — the rendering first: where the line fails by the call itself, it is left behind
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

        // to render is processor work, which is not for the caller's thread
        var stored = Task.Run(async () =>
        {
            var invoice = renderer.Render(order);
            await archive.StoreAsync(invoice);
        }, CancellationToken.None);

                // the line and the invoice have nothing to do with one another, so both are on their way
        var noted = audit.AppendAsync($"order {order.Number} was placed");

        await Task.WhenAll(noted, stored);
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
