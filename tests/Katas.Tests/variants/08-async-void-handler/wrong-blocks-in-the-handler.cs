// caught by: While_handlers_are_at_work_no_thread_waits — what blocks cannot be async void, and the event waits for it
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    private event EventHandler<OrderPlaced>? Placed;

    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        Placed += subscription.OnPlaced;
        return subscription;
    }

    public Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        Placed?.Invoke(this, new OrderPlaced(order, cancellationToken));
        return Task.CompletedTask;
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken);

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public void OnPlaced(object? sender, OrderPlaced placed)
        {
            handler.HandleAsync(placed.Order, placed.CancellationToken).GetAwaiter().GetResult();
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
