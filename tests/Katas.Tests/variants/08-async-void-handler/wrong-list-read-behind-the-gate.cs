// caught by: Who_comes_or_goes_during_a_publication_changes_nothing_for_it — one publication at a time; the list is read when its turn comes
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    private readonly SemaphoreSlim _gate = new(1, 1);

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

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var errors = await Task.WhenAll(_subscriptions.Select(each => each.TellAsync(order, cancellationToken)));

            var thrown = errors.OfType<Exception>().ToList();
            if (thrown.Count > 0)
            {
                throw new AggregateException(thrown);
            }
        }
        finally
        {
            _gate.Release();
        }
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

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
