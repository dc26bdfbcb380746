// caught by: An_invoice_is_marked_as_soon_as_its_own_mail_is_out — first all mails, then all marks
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(invoice => mail.SendAsync(invoice, cancellationToken)));
        await Task.WhenAll(overdue.Select(invoice => invoices.MarkRemindedAsync(invoice)));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
