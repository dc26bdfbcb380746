// right — what is thrown after the caller has cancelled is left out, and the publication ends as cancelled
namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    private static readonly OperationCanceledException s_calledOff = new();

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

        var thrown = errors.OfType<Exception>().Where(error => error != s_calledOff).ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
        if (errors.Contains(s_calledOff))
        {
            cancellationToken.ThrowIfCancellationRequested();
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
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return s_calledOff;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
