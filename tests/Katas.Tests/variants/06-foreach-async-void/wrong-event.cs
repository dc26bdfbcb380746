// caught by: All_is_out_and_marked_when_a_run_has_ended — an event, which the last one sets, and for which a thread waits
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        using var done = new CountdownEvent(overdue.Count + 1);
        overdue.ForEach(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
            done.Signal();
        });
        done.Signal();
        done.Wait(cancellationToken);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
