// caught by: An_invoice_is_marked_as_soon_as_its_own_mail_is_out — a gate around the marks, because the database is shared
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    private readonly SemaphoreSlim _gate = new(1);

    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(async invoice =>
        {
            await mail.SendAsync(invoice, cancellationToken);
            await _gate.WaitAsync(CancellationToken.None);
            try
            {
                await invoices.MarkRemindedAsync(invoice);
            }
            finally
            {
                _gate.Release();
            }
        }));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }
}
