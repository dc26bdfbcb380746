// caught by: Whatever_handlers_throw_reaches_whoever_publishes — a cancellation with the caller's token is the caller's; without a token, so is a time limit
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

        var thrown = errors.OfType<Exception>().Where(error =>
            error is not OperationCanceledException cancelled || cancelled.CancellationToken != cancellationToken).ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
        cancellationToken.ThrowIfCancellationRequested();
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
