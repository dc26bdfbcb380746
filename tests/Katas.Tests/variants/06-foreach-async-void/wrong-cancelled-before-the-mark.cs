// caught by: Who_cancels_is_told_so_and_what_is_out_is_marked_all_the_same — the mark begins on the pool, unless the run is cancelled by then
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await Task.Run(() => invoices.MarkRemindedAsync(invoice), cancellationToken);
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
