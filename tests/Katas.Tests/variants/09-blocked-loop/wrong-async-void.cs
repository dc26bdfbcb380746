// caught by: A_document_that_is_no_order_fails_for_its_caller_and_for_nobody_else — the loop hands the parse over and is called back, as a button is
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

        var receipt = new TaskCompletionSource<Receipt>();
        Enter(webhook, receipt, cancellationToken);
        return await receipt.Task;
    }

    private async void Enter(Webhook webhook, TaskCompletionSource<Receipt> receipt, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var order = await Task.Run(() => parser.Parse(webhook.Document), cancellationToken);
            book.Enter(webhook.Id, order);
            receipt.SetResult(new Receipt(webhook.Id, order.Number, order.Lines));
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }
}
