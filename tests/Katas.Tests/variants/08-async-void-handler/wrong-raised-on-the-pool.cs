// caught by: A_publication_ends_when_its_last_handler_has_ended — the event is raised elsewhere, and its end is awaited
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

        await Task.Run(() => Placed?.Invoke(this, new OrderPlaced(order, cancellationToken)), cancellationToken);
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken);

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async void OnPlaced(object? sender, OrderPlaced placed)
        {
            try
            {
                await handler.HandleAsync(placed.Order, placed.CancellationToken);
            }
            catch (Exception error)
            {
                Console.Error.WriteLine(error);
            }
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
