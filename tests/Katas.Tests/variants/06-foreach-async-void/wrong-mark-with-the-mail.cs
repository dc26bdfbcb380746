// caught by: An_invoice_is_marked_as_soon_as_its_own_mail_is_out — mail and mark together, as they take so long
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(invoice => Task.WhenAll(
            mail.SendAsync(invoice, cancellationToken), invoices.MarkRemindedAsync(invoice))));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
