// caught by: The_receipt_comes_when_the_webhook_is_kept_and_its_order_in_the_book — the webhook is kept, so the partner need not wait for the parse
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
        _ = EnterAsync(webhook, cancellationToken);
        return new Receipt(webhook.Id, webhook.Document.Split(':')[0], 0);
    }

    private async Task EnterAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        try
        {
            var order = await ParseAsync(webhook.Document, cancellationToken);
            book.Enter(webhook.Id, order);
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
        }
    }

    private async Task<Order> ParseAsync(string document, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => parser.Parse(document), CancellationToken.None);
        }
        finally
        {
            _places.Release();
        }
    }
}
