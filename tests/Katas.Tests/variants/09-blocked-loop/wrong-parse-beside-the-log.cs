// caught by: The_receipt_comes_when_the_webhook_is_kept_and_its_order_in_the_book — the parse needs no network: both at once save time
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly SemaphoreSlim _places = new(2, 2);

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        var parsing = ParseAsync(webhook.Document, cancellationToken);
        await log.KeepAsync(webhook, cancellationToken);

        Order order;
        try
        {
            order = await parsing;
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }

        book.Enter(webhook.Id, order);
        return new Receipt(webhook.Id, order.Number, order.Lines);
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
