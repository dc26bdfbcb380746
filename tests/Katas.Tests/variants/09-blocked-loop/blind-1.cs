// right — the first attempt of a reader who had only the README
namespace HonestAsync.Katas.BlockedLoop;

/// <summary>Takes the partners' webhooks: keeps each, reads its document, enters the order, answers.</summary>
/// <remarks>
/// One instance serves the whole process. It is called on the event loop, which also serves the heartbeat and
/// every other partner, and to which the order book belongs.
/// </remarks>
public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly SemaphoreSlim _parses = new(2);

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
            await _parses.WaitAsync(cancellationToken);
            try
            {
                order = await Task.Run(() => parser.Parse(webhook.Document), cancellationToken);
            }
            finally
            {
                _parses.Release();
            }
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
