// caught by: Whatever_handlers_throw_reaches_whoever_publishes — a letter box; its reader ends with the first failure
using System.Threading.Channels;

namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEvents
{
    private readonly List<Subscription> _subscriptions = [];

    public IDisposable Subscribe(IOrderHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        var subscription = new Subscription(this, handler);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task PublishAsync(Order order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();

        // all letters are in their boxes before anybody reads: who goes meanwhile still has this one
        var letters = _subscriptions.Select(each => each.Send(order, cancellationToken)).ToList();
        await Task.WhenAll(letters);
        var thrown = letters.Select(each => each.Result).OfType<Exception>().ToList();
        if (thrown.Count > 0)
        {
            throw new AggregateException(thrown);
        }
    }

    private sealed record Letter(Order Order, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<Exception?> Receipt { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Subscription : IDisposable
    {
        private readonly Channel<Letter> _letters = Channel.CreateUnbounded<Letter>();
        private readonly OrderEvents _events;

        public Subscription(OrderEvents events, IOrderHandler handler)
        {
            _events = events;
            _ = ReadAsync(handler);
        }

        public Task<Exception?> Send(Order order, CancellationToken cancellationToken)
        {
            var letter = new Letter(order, cancellationToken);
            _letters.Writer.TryWrite(letter);
            return letter.Receipt.Task;
        }

        public void Dispose()
        {
            _events._subscriptions.Remove(this);
            _letters.Writer.TryComplete();
        }

        private async Task ReadAsync(IOrderHandler handler)
        {
            await Task.Yield();
            await foreach (var letter in _letters.Reader.ReadAllAsync())
            {
                try
                {
                    await handler.HandleAsync(letter.Order, letter.CancellationToken);
                    letter.Receipt.SetResult(null);
                }
                catch (Exception error)
                {
                    letter.Receipt.SetResult(error);
                    throw;
                }
            }
        }
    }
}
