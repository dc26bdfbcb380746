// caught by: A_burst_is_parsed_two_at_a_time_and_who_waits_holds_no_thread — a line with an end turns the next webhook away
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private const int LongestLine = 100;
    private readonly SemaphoreSlim _places = new(2);
    private int _waiting;

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
        if (_waiting >= LongestLine)
        {
            throw new InvalidOperationException("too many documents wait");
        }
        _waiting++;
        try
        {
            await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting--;
        }
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
