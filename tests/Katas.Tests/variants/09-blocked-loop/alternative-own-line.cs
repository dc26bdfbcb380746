// right — the line belongs to the loop, so it needs no locks
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly LinkedList<TaskCompletionSource> _line = new();
    private int _parsing;

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
        if (_parsing == 2)
        {
            var turn = new TaskCompletionSource();
            var place = _line.AddLast(turn);
            using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
            {
                try
                {
                    await turn.Task;
                }
                catch (OperationCanceledException)
                {
                    if (place.List is not null) { _line.Remove(place); }
                    throw;
                }
            }
        }
        else
        {
            _parsing++;
        }
        try
        {
            return await Task.Run(() => parser.Parse(document));
        }
        finally
        {
            HandOn();
        }
    }

    private void HandOn()
    {
        while (_line.First is { } first)
        {
            _line.RemoveFirst();
            if (first.Value.TrySetResult())
            {
                return;
            }
        }
        _parsing--;
    }
}
