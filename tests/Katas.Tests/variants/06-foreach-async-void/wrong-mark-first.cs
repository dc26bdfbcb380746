// caught by: An_invoice_is_marked_as_soon_as_its_own_mail_is_out — marked first, so that nobody gets two
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            await invoices.MarkRemindedAsync(invoice);
            await mail.SendAsync(invoice, cancellationToken);
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
