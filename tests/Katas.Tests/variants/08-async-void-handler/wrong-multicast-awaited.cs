// caught by: A_publication_ends_when_its_last_handler_has_ended — the event returns a task now, and it is awaited
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    private event PlacedHandler? Placed;

    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        Placed += subscription.OnPlaced;
        return subscription;
    }

    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        if (Placed is not null)
        {
            await Placed(order, cancellationToken);
        }
    }

    private delegate Task PlacedHandler(Order order, CancellationToken cancellationToken);

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async Task OnPlaced(Order order, CancellationToken cancellationToken)
        {
            await handler.HandleAsync(order, cancellationToken);
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
