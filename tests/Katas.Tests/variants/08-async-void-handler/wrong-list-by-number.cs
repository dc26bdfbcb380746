// caught by: Who_comes_or_goes_during_a_publication_changes_nothing_for_it — a loop that counts does not mind when the list is changed
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    // whoever comes or goes makes a new list, so that a publication under way keeps the one it began with
    private readonly List<Subscription> _subscriptions = [];

    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        List<Exception> thrown = [];
        for (int i = 0; i < _subscriptions.Count; i++)
        {
            try
            {
                await _subscriptions[i].TellAsync(order, cancellationToken);
            }
            catch (Exception error)
            {
                thrown.Add(error);
            }
        }
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public Task TellAsync(Order order, CancellationToken cancellationToken) => handler.HandleAsync(order, cancellationToken);

        public void Dispose() => events._subscriptions.Remove(this);
    }
}
