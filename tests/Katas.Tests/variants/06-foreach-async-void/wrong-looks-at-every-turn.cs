// caught by: All_is_out_and_marked_when_a_run_has_ended — looks at every turn of the loop whether all are done
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        int left = overdue.Count;
        overdue.ForEach(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
            Interlocked.Decrement(ref left);
        });
        while (Volatile.Read(ref left) > 0)
        {
            await Task.Yield();
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
