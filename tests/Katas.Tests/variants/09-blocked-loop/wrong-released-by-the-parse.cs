// caught by: Who_gives_up_as_their_turn_comes_takes_no_place_along — whoever parses gives the place back
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
        return await Task.Run(() =>
        {
            try
            {
                return parser.Parse(document);
            }
            finally
            {
                _places.Release();
            }
        }, cancellationToken);
    }
}
