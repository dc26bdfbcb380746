// caught by: All_is_out_and_marked_when_a_run_has_ended — a few words that have helped elsewhere
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        overdue.ForEach(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken).ConfigureAwait(false);
            await invoices.MarkRemindedAsync(invoice).ConfigureAwait(false);
        });
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
