// caught by: All_is_out_and_marked_when_a_run_has_ended — the process does not die any more, and that is all
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        overdue.ForEach(async invoice =>
        {
            try
            {
                await mail.SendAsync(invoice, cancellationToken);
                await invoices.MarkRemindedAsync(invoice);
            }
            catch (Exception error)
            {
                log.Add($"{invoice.Number}: {error.Message}");
            }
        });
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
