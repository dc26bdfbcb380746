// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — a promise that the second failure cannot break again
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Exception> failures = [];
        int left = overdue.Count + 1;
        overdue.ForEach(async invoice =>
        {
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                failures.Add(error);
            }
            if (--left == 1)
            {
                failures.ForEach(done.SetException);
                done.TrySetResult();
            }
        });
        if (overdue.Count > 0)
        {
            await done.Task;
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
