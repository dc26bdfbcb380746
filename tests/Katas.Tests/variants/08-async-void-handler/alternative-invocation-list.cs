// right — the event stays one, of a delegate type that returns a task; it never changes while it is read
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

        var errors = await Task.WhenAll((Placed?.GetInvocationList() ?? [])
            .Cast<PlacedHandler>().Select(each => each(order, cancellationToken)));
        var thrown = errors.OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private delegate Task<Exception?> PlacedHandler(Order order, CancellationToken cancellationToken);

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async Task<Exception?> OnPlaced(Order order, CancellationToken cancellationToken)
        {
            try
            {
                await handler.HandleAsync(order, cancellationToken);
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
