// caught by: The_line_in_the_log_comes_when_what_it_says_is_so — the line is written while there is time
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var reminders = Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        log.Add($"{branch}: {overdue.Count} reminders are out");
        await reminders;
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
