// right — async void all the same, in which nothing can fail unseen, and a promise that the last one keeps
using System.Runtime.ExceptionServices;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Exception? failure = null;
        int left = overdue.Count + 1;
        overdue.ForEach(async invoice =>
        {
            try
            {
                await mail.SendAsync(invoice, cancellationToken);
                await invoices.MarkRemindedAsync(invoice);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
            End();
        });
        End();
        await done.Task;
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");

        void End()
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult();
            }
        }
    }
}
