// caught by: While_handlers_are_at_work_no_thread_waits — asks again and again until no handler is at work
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

        var placed = new OrderPlaced(order, cancellationToken);
        Placed?.Invoke(this, placed);
        while (placed.AtWork > 0)
        {
            await Task.Delay(1, CancellationToken.None);
        }
        if (placed.Thrown.Count > 0)
        {
            throw new AggregateException(placed.Thrown);
        }
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken)
    {
        public int AtWork { get; set; }

        public List<Exception> Thrown { get; } = [];
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async void OnPlaced(object? sender, OrderPlaced placed)
        {
            placed.AtWork++;
            try
            {
                await handler.HandleAsync(placed.Order, placed.CancellationToken);
            }
            catch (Exception error)
            {
                placed.Thrown.Add(error);
            }
            placed.AtWork--;
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
