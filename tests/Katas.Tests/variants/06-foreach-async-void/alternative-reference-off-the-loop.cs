// right — nothing of it needs its context
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = await invoices.OverdueAsync(branch, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)))
            .ConfigureAwait(false);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken).ConfigureAwait(false);
        await invoices.MarkRemindedAsync(invoice).ConfigureAwait(false);
    }
}
