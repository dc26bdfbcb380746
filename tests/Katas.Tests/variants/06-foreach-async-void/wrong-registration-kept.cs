// caught by: Of_a_run_that_has_ended_nothing_is_kept — heard of a cancellation by a registration that nobody takes back
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        using var own = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        cancellationToken.Register(() =>
        {
            own.Cancel();
            log.Add($"{branch}: cancelled, with {overdue.Count} invoices overdue");
        });
        await Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
