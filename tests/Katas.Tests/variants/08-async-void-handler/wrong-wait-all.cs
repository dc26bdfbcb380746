// caught by: While_handlers_are_at_work_no_thread_waits — all are started, and all are waited for
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

    public Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        Task.WaitAll([.. _subscriptions.Select(each => each.TellAsync(order, cancellationToken))], CancellationToken.None);
        return Task.CompletedTask;
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public async Task TellAsync(Order order, CancellationToken cancellationToken) =>
            await handler.HandleAsync(order, cancellationToken);

        public void Dispose() => events._subscriptions = [.. events._subscriptions.Where(each => each != this)];
    }
}
