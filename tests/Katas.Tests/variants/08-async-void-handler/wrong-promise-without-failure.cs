// caught by: A_handler_that_fails_keeps_no_other_from_its_work — each handler leaves a promise, and keeps it when all goes well
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
        await Task.WhenAll(placed.Ends);

        var thrown = placed.Ends.Select(end => end.Result).OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed record OrderPlaced(Order Order, CancellationToken CancellationToken)
    {
        public List<Task<Exception?>> Ends { get; } = [];
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async void OnPlaced(object? sender, OrderPlaced placed)
        {
            var end = new TaskCompletionSource<Exception?>();
            placed.Ends.Add(end.Task);
            await handler.HandleAsync(placed.Order, placed.CancellationToken);
            end.SetResult(null);
        }

        public void Dispose() => events.Placed -= OnPlaced;
    }
}
