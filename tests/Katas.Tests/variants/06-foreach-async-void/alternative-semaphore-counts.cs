// right — a semaphore on which each that has ended leaves a place
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        using var ended = new SemaphoreSlim(0);
        var failures = new ConcurrentQueue<Exception>();
        foreach (var invoice in overdue)
        {
            _ = CountedAsync(invoice);
        }
        for (int i = 0; i < overdue.Count; i++)
        {
            await ended.WaitAsync(CancellationToken.None);
        }
        if (failures.TryPeek(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");

        async Task CountedAsync(Invoice invoice)
        {
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
            }
            finally
            {
                ended.Release();
            }
        }
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
