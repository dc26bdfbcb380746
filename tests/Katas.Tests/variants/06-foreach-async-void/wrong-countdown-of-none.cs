// caught by: All_is_out_and_marked_when_a_run_has_ended — the countdown begins at nought where nothing is overdue, and never ends
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int left = overdue.Count;
        overdue.ForEach(async invoice =>
        {
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.TrySetResult();
            }
        });
        await done.Task;
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
