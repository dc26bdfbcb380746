// caught by: A_burst_is_parsed_two_at_a_time_and_who_waits_holds_no_thread — long work gets a thread of its own, so the pool is safe
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook, cancellationToken);

        Order order;
        try
        {
            order = await Task.Factory.StartNew(
                () => parser.Parse(webhook.Document), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
