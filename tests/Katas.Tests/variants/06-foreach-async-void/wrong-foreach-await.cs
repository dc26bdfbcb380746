// caught by: All_mails_are_under_way_before_the_first_answer_comes — a plain foreach with an await in it waits for each before it asks for the next
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        foreach (var invoice in overdue)
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
