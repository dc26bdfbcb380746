// right — a block without a limit, that keeps its failures to itself until all is done
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Dataflow;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var failures = new ConcurrentQueue<Exception>();
        var block = new ActionBlock<Invoice>(async invoice =>
        {
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
            }
        }, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = DataflowBlockOptions.Unbounded });
        overdue.ForEach(invoice => block.Post(invoice));
        block.Complete();
        await block.Completion;
        if (failures.TryPeek(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
