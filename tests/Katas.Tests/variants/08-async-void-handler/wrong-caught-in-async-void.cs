// caught by: A_publication_ends_when_its_last_handler_has_ended — the process lives, and the log has the error
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
