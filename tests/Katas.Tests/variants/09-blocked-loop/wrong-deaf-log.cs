// caught by: Who_gives_up_in_line_is_let_go_at_once_and_not_parsed — the log is quick, only the line is slow
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly SemaphoreSlim _places = new(2, 2);

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook);

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

    private async Task<Order> ParseAsync(string document, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => parser.Parse(document), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }
}
