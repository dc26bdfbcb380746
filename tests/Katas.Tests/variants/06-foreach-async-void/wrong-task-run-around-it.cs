// caught by: All_is_out_and_marked_when_a_run_has_ended — Task.Run gives a task, which ends when ForEach has come back
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.Run(() => overdue.ForEach(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
        }), cancellationToken);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
