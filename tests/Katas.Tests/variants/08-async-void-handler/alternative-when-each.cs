// right — each is looked at when it has ended; async makes of a throw at the call a task that failed
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

        List<Exception> thrown = [];
        await foreach (var ended in Task.WhenEach(_subscriptions.Select(each => each.TellAsync(order, cancellationToken))))
        {
            try
            {
                await ended;
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
        public async Task TellAsync(Order order, CancellationToken cancellationToken) =>
            await handler.HandleAsync(order, cancellationToken);

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
