namespace HonestAsync.Katas.AsyncVoidHandler;

/// <summary>Tells the departments of the shop that an order has been placed.</summary>
/// <remarks>One instance serves the shop. It is called on one thread; handlers may end on any.</remarks>
public sealed class OrderEvents
{
    // whoever comes or goes makes a new list, so that a publication under way keeps the one it began with
    private IReadOnlyList<Subscription> _subscriptions = [];

    /// <summary>Lets <paramref name="handler"/> hear of every order that is published from now on.</summary>
    /// <returns>The subscription; whoever disposes it ends it.</returns>
    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    /// <summary>Calls every handler that is subscribed now.</summary>
    /// <returns>Completes when the last handler has ended.</returns>
    /// <exception cref="AggregateException">Handlers failed: it holds what each of them threw.</exception>
    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        var told = _subscriptions.Select(each => each.TellAsync(order, cancellationToken));
        var errors = await Task.WhenAll(told);

        var thrown = errors.OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        /// <returns>What the handler threw, whether at once or later; null if it did its work.</returns>
        public async Task<Exception?> TellAsync(Order order, CancellationToken cancellationToken)
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

        public void Dispose() =>
            events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
