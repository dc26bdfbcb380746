// caught by: A_burst_is_parsed_two_at_a_time_and_who_waits_holds_no_thread — one pump on the loop looks whether there is a place
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly Queue<TaskCompletionSource> _line = new();
    private bool _pumping;
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
        var turn = new TaskCompletionSource();
        _line.Enqueue(turn);
        if (!_pumping)
        {
            _ = PumpAsync();
        }
        try
        {
            await turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (turn.TrySetCanceled(cancellationToken))
        {
            throw;
        }
        try
        {
            return await Task.Run(() => parser.Parse(document), cancellationToken);
        }
        finally
        {
            _parsing--;
        }
    }

    private async Task PumpAsync()
    {
        _pumping = true;
        while (_line.Count > 0)
        {
            if (_parsing < 2)
            {
                if (_line.Dequeue().TrySetResult())
                {
                    _parsing++;
                }
                continue;
            }
            await Task.Yield();
        }
        _pumping = false;
    }
}
