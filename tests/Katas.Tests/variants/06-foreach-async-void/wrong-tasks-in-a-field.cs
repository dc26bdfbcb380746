// caught by: Runs_at_the_same_time_do_not_mix_and_a_failure_is_forgotten — a list of the whole job: the failure of one night is the failure of all
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private readonly List<Task> _reminders = [];

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        lock (_reminders)
        {
            _reminders.AddRange(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        }
        await Task.WhenAll(_reminders);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
