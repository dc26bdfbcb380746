// caught by: All_mails_are_under_way_before_the_first_answer_comes — Parallel.ForEachAsync does one for each processor
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Parallel.ForEachAsync(overdue, cancellationToken, async (invoice, _) =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await invoices.MarkRemindedAsync(invoice);
        });
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
