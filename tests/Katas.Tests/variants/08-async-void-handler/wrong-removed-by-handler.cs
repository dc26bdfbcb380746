// caught by: Each_subscription_is_called_once_for_each_publication — ending a subscription takes one entry of its handler away, each time
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    // whoever comes or goes makes a new list, so that a publication under way keeps the one it began with
    private IReadOnlyList<Subscription> _subscriptions = [];

    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        var errors = await Task.WhenAll(_subscriptions.Select(each => each.TellAsync(order, cancellationToken)));

        var thrown = errors.OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private void RemoveFirst(IOrderHandler handler)
    {
        var first = _subscriptions.FirstOrDefault(each => each.Handler == handler);
        _subscriptions = [.. _subscriptions.Where(each => each != first)];
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
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

        public IOrderHandler Handler => handler;

        public void Dispose() => events.RemoveFirst(handler);
    }
}
