// caught by: All_mails_are_under_way_before_the_first_answer_comes — the lambda is not async any more: it waits
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        overdue.ForEach(invoice =>
        {
            mail.SendAsync(invoice, cancellationToken).Wait(cancellationToken);
            invoices.MarkRemindedAsync(invoice).Wait(cancellationToken);
        });
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
