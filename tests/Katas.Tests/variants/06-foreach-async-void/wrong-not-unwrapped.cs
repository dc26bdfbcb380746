// caught by: All_is_out_and_marked_when_a_run_has_ended — the continuation starts the mark, and its own task is over then
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(invoice => mail.SendAsync(invoice, cancellationToken)
            .ContinueWith(_ => invoices.MarkRemindedAsync(invoice), cancellationToken,
                TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default)));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
