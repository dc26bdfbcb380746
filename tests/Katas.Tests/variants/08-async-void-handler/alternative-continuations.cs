// right — a continuation makes of each end a value
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

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public Task<Exception?> TellAsync(Order order, CancellationToken cancellationToken)
        {
            return Start(order, cancellationToken).ContinueWith(
                task => task.IsCompletedSuccessfully ? null
                    : task.Exception?.InnerException ?? new TaskCanceledException(task),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private Task Start(Order order, CancellationToken cancellationToken)
        {
            try
            {
                return handler.HandleAsync(order, cancellationToken);
            }
            catch (Exception error)
            {
                return Task.FromException(error);
            }
        }

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
