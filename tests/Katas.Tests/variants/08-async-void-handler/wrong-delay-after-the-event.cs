// caught by: While_handlers_are_at_work_no_thread_waits — no department needs longer than five seconds
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

    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        Placed?.Invoke(this, new OrderPlaced(order, cancellationToken));
        await Task.Delay(5_000, cancellationToken);
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken);

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async void OnPlaced(object? sender, OrderPlaced placed)
        {
            await handler.HandleAsync(placed.Order, placed.CancellationToken);
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
