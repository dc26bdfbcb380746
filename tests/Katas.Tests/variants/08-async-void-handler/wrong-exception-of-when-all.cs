// caught by: Whatever_handlers_throw_reaches_whoever_publishes — it holds all failures, but no cancellation
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

        var all = Task.WhenAll(_subscriptions.Select(each => each.TellAsync(order, cancellationToken)));
        try
        {
            await all;
        }
        catch (OperationCanceledException error) when (all.Exception is null)
        {
            throw new AggregateException(error);
        }
        catch
        {
            throw all.Exception!;
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async Task TellAsync(Order order, CancellationToken cancellationToken) =>
            await handler.HandleAsync(order, cancellationToken);

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
