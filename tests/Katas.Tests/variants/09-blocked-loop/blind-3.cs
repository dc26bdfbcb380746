// right — another way, by the same reader
using System.Threading.Channels;

namespace HonestAsync.Katas.BlockedLoop;

/// <summary>Takes the partners' webhooks: keeps each, reads its document, enters the order, answers.</summary>
/// <remarks>
/// One instance serves the whole process. It is called on the event loop, which also serves the heartbeat and
/// every other partner, and to which the order book belongs.
/// </remarks>
public sealed class WebhookService
{
    private const int AtOnce = 2;
    private readonly IWebhookLog log;
    private readonly IOrderBook book;
    private readonly Channel<Job> _line = Channel.CreateUnbounded<Job>();

    /// <summary>A service with two parsers in the background.</summary>
    public WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
    {
        (this.log, this.book) = (log, book);
        for (int i = 0; i < AtOnce; i++)
        {
            _ = Task.Run(async () =>
            {
                await foreach (var job in _line.Reader.ReadAllAsync())
                {
                    job.Run(parser);
                }
            });
        }
    }

    private sealed class Job(string document)
    {
        private readonly TaskCompletionSource<Order> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public async Task<Order> WaitAsync(CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.Register(() =>
            {
                if (Interlocked.Exchange(ref _taken, 1) == 0)
                {
                    _done.TrySetCanceled(cancellationToken);
                }
            });
            return await _done.Task;
        }

        public void Run(IOrderParser parser)
        {
            if (Interlocked.Exchange(ref _taken, 1) != 0)
            {
                return;
            }
            try
            {
                _done.SetResult(parser.Parse(document));
            }
            catch (Exception error)
            {
                _done.SetException(error);
            }
        }
    }

    /// <summary>Receives one webhook.</summary>
    /// <returns>The receipt, once the order is in the book.</returns>
    /// <exception cref="FormatException">The document is no order; the book has it among the rejected ones.</exception>
    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook, cancellationToken);

        Order order;
        try
        {
            var job = new Job(webhook.Document);
            _line.Writer.TryWrite(job);
            order = await job.WaitAsync(cancellationToken);
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }

        book.Enter(webhook.Id, order);
        return new Receipt(webhook.Id, order.Number, order.Lines);
    }
}
