namespace HonestAsync.Katas.BlockedLoop;

/// <summary>Takes the partners' webhooks: keeps each, reads its document, enters the order, answers.</summary>
/// <remarks>
/// One instance serves the whole process. It is called on the event loop, which also serves the heartbeat and
/// every other partner, and to which the order book belongs.
/// </remarks>
public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
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
            // TODO: when a partner sends large orders, heartbeats come late and other partners miss their deadline.
            order = parser.Parse(webhook.Document);
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
