// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — the line is written in any case
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        try
        {
            await Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        }
        finally
        {
            log.Add($"{branch}: {overdue.Count} reminders are out");
        }
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
