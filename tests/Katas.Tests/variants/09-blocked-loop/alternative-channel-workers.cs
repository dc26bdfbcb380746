// right — two readers of one channel parse, and each answer is a promise of its own
using System.Threading.Channels;

namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService
{
    private readonly IWebhookLog _log;
    private readonly IOrderParser _parser;
    private readonly IOrderBook _book;
    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>();

    public WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
    {
        (_log, _parser, _book) = (log, parser, book);
        for (int reader = 0; reader < 2; reader++)
        {
            _ = Task.Run(WorkAsync);
        }
    }

    public async Task<Receipt> ReceiveAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentException.ThrowIfNullOrWhiteSpace(webhook.Id);
        cancellationToken.ThrowIfCancellationRequested();

        await _log.KeepAsync(webhook, cancellationToken);

        Order order;
        try
        {
            order = await ParseAsync(webhook.Document, cancellationToken);
        }
        catch (FormatException error)
        {
            _book.Reject(webhook.Id, error.Message);
            throw;
        }

        _book.Enter(webhook.Id, order);
        return new Receipt(webhook.Id, order.Number, order.Lines);
    }

    private async Task<Order> ParseAsync(string document, CancellationToken cancellationToken)
    {
        var job = new Job(document, cancellationToken);
        await _jobs.Writer.WriteAsync(job, cancellationToken);
        return await job.Result;
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            job.Run(_parser);
        }
    }

    private sealed class Job(string document, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<Order> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // who gives up before the parse is let go at once
        public Task<Order> Result => _result.Task.WaitAsync(cancellationToken);

        public void Run(IOrderParser parser)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            try
            {
                _result.SetResult(parser.Parse(document));
            }
            catch (Exception error)
            {
                _result.SetException(error);
            }
        }
    }
}
