// caught by: What_has_ended_is_forgotten — what is told to a token stays there until it is taken back
namespace HonestAsync.Katas.AsyncVoidHandler;

/// <summary>Tells the departments of the shop that an order has been placed.</summary>
/// <remarks>One instance serves the shop. It is called on one thread; handlers may end on any.</remarks>
public sealed class OrderEvents
{
    private readonly List<Subscription> _subscriptions = [];

    /// <summary>Lets <paramref name="handler"/> hear of every order that is published from now on.</summary>
    /// <returns>The subscription; whoever disposes it ends it.</returns>
    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Calls every handler that is subscribed now.</summary>
    /// <returns>Completes when the last handler has ended.</returns>
    /// <exception cref="AggregateException">Handlers failed: it holds what each of them threw.</exception>
    public Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }
        // WRONG: never unregistered; a token that lives as long as the shop remembers every order
        cancellationToken.Register(() => Console.Error.WriteLine($"{order.Number} is cancelled"));
        IOrderHandler[] handlers = [.. _subscriptions.Select(each => each.Handler!)];
        return CallAllAsync(handlers, order, cancellationToken);
    }

    private static async Task CallAllAsync(IOrderHandler[] handlers, Order order, CancellationToken cancellationToken)
    {
        var calls = new Task<IReadOnlyList<Exception>>[handlers.Length];
        for (int i = 0; i < handlers.Length; i++)
        {
            calls[i] = CallAsync(handlers[i], order, cancellationToken);
        }
        var errors = (await Task.WhenAll(calls).ConfigureAwait(false)).SelectMany(each => each).ToArray();
        if (errors.Length > 0)
        {
            throw new AggregateException(errors);
        }
    }

    /// <summary>Never fails: says what the handler threw, at once or later.</summary>
    private static async Task<IReadOnlyList<Exception>> CallAsync(
        IOrderHandler handler, Order order, CancellationToken cancellationToken)
    {
        Task? task = null;
        try
        {
            task = handler.HandleAsync(order, cancellationToken);
            await task.ConfigureAwait(false);
            return [];
        }
        catch (Exception error)
        {
            return task?.Exception is { } all ? all.InnerExceptions : [error];
        }
    }

    private sealed class Subscription(OrderEvents events, IOrderHandler handler) : IDisposable
    {
        public IOrderHandler? Handler { get; private set; } = handler;

        public void Dispose()
        {
            events._subscriptions.Remove(this);
            Handler = null;
        }
    }
}
