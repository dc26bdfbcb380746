// caught by: Of_a_run_that_has_ended_nothing_is_kept — what is done is taken out, and what failed stays for ever
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private readonly ConcurrentDictionary<Invoice, bool> _underWay = new();

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            _underWay.TryAdd(invoice, true);
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
            _underWay.TryRemove(invoice, out bool _);
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
