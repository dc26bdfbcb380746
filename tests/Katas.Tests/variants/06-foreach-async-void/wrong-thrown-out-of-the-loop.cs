// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — the call that throws by itself leaves the loop, and those after it unsent
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var reminders = new List<Task>();
        foreach (var invoice in overdue)
        {
            reminders.Add(MarkedAsync(mail.SendAsync(invoice, cancellationToken), invoice));
        }
        await Task.WhenAll(reminders);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task MarkedAsync(Task sending, Invoice invoice)
    {
        await sending;
        await invoices.MarkRemindedAsync(invoice);
    }
}
