// caught by: Of_a_run_that_has_ended_nothing_is_kept — each run in a dictionary, so that the host can ask for it, and nobody takes it out
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private readonly ConcurrentDictionary<string, Task> _runs = new();
    private readonly ConcurrentDictionary<string, List<Invoice>> _invoices = new();

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var run = Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        _runs[branch] = run;
        _invoices[branch] = overdue;
        await run;
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
