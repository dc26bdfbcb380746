// caught by: A_publication_ends_when_its_last_handler_has_ended — counts who is at work; where the first is done at once there is nobody left for a moment
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
        if (Placed is not null)
        {
            await placed.End.Task;
        }
        if (placed.Thrown.Count > 0)
        {
            throw new AggregateException(placed.Thrown);
        }
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken)
    {
        public int AtWork { get; set; }

        public TaskCompletionSource End { get; } = new();

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
            if (--placed.AtWork == 0)
            {
                placed.End.TrySetResult();
            }
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
