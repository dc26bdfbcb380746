// right — a rendering waits for a processor, and holds no thread while it does
namespace HonestAsync.Katas.FinishedTooEarly;

/// <summary>Takes the orders of the shop.</summary>
/// <remarks>One instance serves all customers.</remarks>
public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    private readonly SemaphoreSlim _few = new(Environment.ProcessorCount);

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
            Invoice invoice;
            await _few.WaitAsync(CancellationToken.None);
            try
            {
                invoice = renderer.Render(order);
            }
            finally
            {
                _few.Release();
            }
            await archive.StoreAsync(invoice);
        }, CancellationToken.None);

        await Task.WhenAll(noted, stored);
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
