// caught by: Runs_at_the_same_time_do_not_mix_and_a_failure_is_forgotten — a countdown of the whole job, which two branches share
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private TaskCompletionSource _done = new();
    private Exception? _failure;
    private int _left;

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _left = overdue.Count + 1;
        _failure = null;
        overdue.ForEach(async invoice =>
        {
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                _failure = error;
            }
            End();
        });
        End();
        await _done.Task;
        if (_failure is not null)
        {
            throw _failure;
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.TrySetResult();
        }
    }
}
