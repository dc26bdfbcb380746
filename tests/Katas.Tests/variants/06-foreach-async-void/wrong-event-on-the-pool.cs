// caught by: All_is_out_and_marked_when_a_run_has_ended — a thread of the pool waits instead
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
        await Task.Run(() => done.Wait(cancellationToken), cancellationToken);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
