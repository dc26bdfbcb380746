// caught by: The_book_is_touched_on_the_loop_only — the parse and its failure belong together, so the rejection is noted where it happens
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly SemaphoreSlim _places = new(2, 2);

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook, cancellationToken);
        await _places.WaitAsync(cancellationToken);
        try
        {
            var order = await Task.Run(() => Parse(webhook), cancellationToken);
            book.Enter(webhook.Id, order);
            return new Receipt(webhook.Id, order.Number, order.Lines);
        }
        finally
        {
            _places.Release();
        }
    }

    private Order Parse(Webhook webhook)
    {
        try
        {
            return parser.Parse(webhook.Document);
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }
    }
}
