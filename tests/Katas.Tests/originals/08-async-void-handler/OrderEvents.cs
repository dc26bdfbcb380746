namespace HonestAsync.Katas.AsyncVoidHandler;

/// <summary>Tells the departments of the shop that an order has been placed.</summary>
/// <remarks>One instance serves the shop. It is called on one thread; handlers may end on any.</remarks>
public sealed class OrderEvents
{
    private event EventHandler<OrderPlaced>? Placed;

    /// <summary>Lets <paramref name="handler"/> hear of every order that is published from now on.</summary>
    /// <returns>The subscription; whoever disposes it ends it.</returns>
    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        Placed += subscription.OnPlaced;
        return subscription;
    }

    /// <summary>Calls every handler that is subscribed now.</summary>
    /// <returns>Completes when the last handler has ended.</returns>
    /// <exception cref="AggregateException">Handlers failed: it holds what each of them threw.</exception>
    public Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        // TODO: customers are thanked while departments still work; when one of them fails, the shop is down.
        Placed?.Invoke(this, new OrderPlaced(order, cancellationToken));
        return Task.CompletedTask;
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
