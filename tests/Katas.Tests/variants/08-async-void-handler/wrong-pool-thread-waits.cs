// caught by: While_handlers_are_at_work_no_thread_waits — each handler gets a thread of the pool, which waits for it
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

        var errors = await Task.WhenAll(_subscriptions.Select(each => Task.Run(() => each.Tell(order, cancellationToken))));

        var thrown = errors.OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public Exception? Tell(Order order, CancellationToken cancellationToken)
        {
            try
            {
                handler.HandleAsync(order, cancellationToken).Wait(CancellationToken.None);
                return null;
            }
            catch (AggregateException error) when (error.InnerException is { } inner)
            {
                return inner;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
