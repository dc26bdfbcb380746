// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — the rest is waited for on the thread, because a failure is rare
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        Task[] reminders = [.. overdue.Select(invoice => RemindAsync(invoice, cancellationToken))];
        try
        {
            foreach (var reminder in reminders)
            {
                await reminder;
            }
        }
        catch (Exception)
        {
            Task.WaitAll(reminders, CancellationToken.None);
            throw;
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
