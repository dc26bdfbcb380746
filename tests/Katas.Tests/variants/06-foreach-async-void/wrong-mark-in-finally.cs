// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — marked in any case
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            try
            {
                await mail.SendAsync(invoice, cancellationToken);
            }
            finally
            {
                await invoices.MarkRemindedAsync(invoice);
            }
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
