// caught by: All_is_out_and_marked_when_a_run_has_ended — the mail is waited for, the mark is a formality
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            _ = invoices.MarkRemindedAsync(invoice);
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
