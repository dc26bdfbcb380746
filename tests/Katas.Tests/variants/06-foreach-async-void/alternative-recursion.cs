// right — the first beside the rest
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await AllAsync(overdue, 0, cancellationToken);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task AllAsync(List<Invoice> overdue, int from, CancellationToken cancellationToken)
    {
        if (from < overdue.Count)
        {
            await Task.WhenAll(
                RemindAsync(overdue[from], cancellationToken),
                AllAsync(overdue, from + 1, cancellationToken));
        }
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
