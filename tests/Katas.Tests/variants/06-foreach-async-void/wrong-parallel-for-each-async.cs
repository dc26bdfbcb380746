// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — Parallel.ForEachAsync with a degree of all, which stops at the first failure
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, overdue.Count), CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(overdue, options, async (invoice, token) =>
        {
            await mail.SendAsync(invoice, token);
            await invoices.MarkRemindedAsync(invoice);
        });
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
