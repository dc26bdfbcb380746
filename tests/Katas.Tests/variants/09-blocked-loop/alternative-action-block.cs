// right — a dataflow block with two workers
using System.Threading.Tasks.Dataflow;

namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookService
{
    private readonly IWebhookLog _log;
    private readonly IOrderParser _parser;
    private readonly IOrderBook _book;
    private readonly ActionBlock<Job> _jobs;

    public WebhookService(IWebhookLog log, IOrderParser parser, IOrderBook book)
    {
        (_log, _parser, _book) = (log, parser, book);
        // the default scheduler by name: a block made on the loop runs on the pool all the same
        _jobs = new ActionBlock<Job>(job => job.Run(parser), new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = 2,
            TaskScheduler = TaskScheduler.Default,
        });
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

    private Task<Order> ParseAsync(string document, CancellationToken cancellationToken)
    {
        var job = new Job(document, cancellationToken);
        _jobs.Post(job);
        return job.Result;
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
