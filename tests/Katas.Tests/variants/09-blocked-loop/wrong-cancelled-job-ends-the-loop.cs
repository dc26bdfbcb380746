// caught by: Who_gives_up_in_line_is_let_go_at_once_and_not_parsed — one parallel loop over a channel, and each document a task that its token can cancel
using System.Threading.Channels;

namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
{
    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>();
    private int _begun;

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await log.KeepAsync(webhook, cancellationToken);

        var job = new Job(webhook.Document, cancellationToken);
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _ = Task.Run(() => Parallel.ForEachAsync(_jobs.Reader.ReadAllAsync(),
                new ParallelOptions { MaxDegreeOfParallelism = 2 }, (each, _) =>
                {
                    each.Work.RunSynchronously(TaskScheduler.Default);
                    return ValueTask.CompletedTask;
                }));
        }
        job.Begin(parser);
        _jobs.Writer.TryWrite(job);
        Order order;
        try
        {
            order = await job.Work.WaitAsync(cancellationToken);
        }
        catch (FormatException error)
        {
            book.Reject(webhook.Id, error.Message);
            throw;
        }

        book.Enter(webhook.Id, order);
        return new Receipt(webhook.Id, order.Number, order.Lines);
    }

    private sealed class Job(string document, CancellationToken cancellationToken)
    {
        public Task<Order> Work { get; private set; } = null!;

        public void Begin(IOrderParser parser) =>
            Work = new Task<Order>(() => parser.Parse(document), cancellationToken);
    }
}
