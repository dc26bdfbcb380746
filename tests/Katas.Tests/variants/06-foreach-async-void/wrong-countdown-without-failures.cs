// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — the countdown hangs when one fails, because that one never counts
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var done = new TaskCompletionSource();
        int left = overdue.Count;
        overdue.ForEach(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
            if (--left == 0)
            {
                done.SetResult();
            }
        });
        if (overdue.Count > 0)
        {
            await done.Task;
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
