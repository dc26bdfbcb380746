// right — as many at a time as there are; the errors are gathered by hand, for the loop would stop
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

        var thrown = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var subscriptions = _subscriptions;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, subscriptions.Count) };
        await Parallel.ForEachAsync(subscriptions, options, async (each, _) =>
        {
            try
            {
                await each.TellAsync(order, cancellationToken);
            }
            catch (Exception error)
            {
                thrown.Enqueue(error);
            }
        });
        if (!thrown.IsEmpty)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public Task TellAsync(Order order, CancellationToken cancellationToken) => handler.HandleAsync(order, cancellationToken);

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
