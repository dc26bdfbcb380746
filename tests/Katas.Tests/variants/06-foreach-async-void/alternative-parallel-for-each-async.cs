// right — a degree of all, and failures kept, because the first would stop the rest
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var failures = new ConcurrentQueue<ExceptionDispatchInfo>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, overdue.Count) };
        await Parallel.ForEachAsync(overdue, options, async (invoice, _) =>
        {
            try
            {
                await mail.SendAsync(invoice, cancellationToken);
                await invoices.MarkRemindedAsync(invoice);
            }
            catch (Exception error)
            {
                failures.Enqueue(ExceptionDispatchInfo.Capture(error));
            }
        });
        if (failures.TryDequeue(out var first))
        {
            first.Throw();
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
