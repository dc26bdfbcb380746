// right — a thread and a promise
namespace HonestAsync.Katas.FinishedTooEarly;

public sealed class OrderDesk(
    IOrderDatabase database, IAuditLog audit, IInvoiceRenderer renderer, IInvoiceArchive archive)
{
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await SaveAsync(order, cancellationToken);
        await audit.AppendAsync($"order {order.Number} was placed");
        var rendered = new TaskCompletionSource<Invoice>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                rendered.SetResult(renderer.Render(order));
            }
            catch (Exception error)
            {
                rendered.SetException(error);
            }
        });
        thread.IsBackground = true;
        thread.Start();
        await archive.StoreAsync(await rendered.Task);
    }

    private async Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        using var transaction = database.Begin();
        transaction.Add(order);
        await transaction.CommitAsync(cancellationToken);
    }
}
