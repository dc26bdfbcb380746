// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — all the errors, in one that nobody expects
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var reminders = Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        try
        {
            await reminders;
        }
        catch (Exception) when (reminders.IsFaulted)
        {
            throw reminders.Exception!;
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
