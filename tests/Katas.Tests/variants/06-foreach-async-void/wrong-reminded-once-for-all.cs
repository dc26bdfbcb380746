// caught by: Runs_at_the_same_time_do_not_mix_and_a_failure_is_forgotten — whoever was reminded once is never asked for again
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private readonly ConcurrentDictionary<string, bool> _reminded = new();

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Where(invoice => _reminded.TryAdd(invoice.Number, true))
            .Select(invoice => RemindAsync(invoice, cancellationToken)));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
