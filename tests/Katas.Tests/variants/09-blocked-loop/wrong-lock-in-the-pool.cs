// caught by: A_burst_is_parsed_two_at_a_time_and_who_waits_holds_no_thread — a lock on the pool does not block the loop
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly Lock _lock = new();

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook, cancellationToken);

        Order order;
        try
        {
            order = await ParseAsync(webhook.Document, cancellationToken);
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }

        book.Enter(webhook.Id, order);
        return new Receipt(webhook.Id, order.Number, order.Lines);
    }

    private Task<Order> ParseAsync(string document, CancellationToken cancellationToken) => Task.Run(() =>
    {
        lock (_lock)
        {
            return parser.Parse(document);
        }
    }, cancellationToken);
}
