// right — taken as they end, and the first failure thrown when the last has ended
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        Task? failed = null;
        List<Task> reminders = [.. overdue.Select(invoice => RemindAsync(invoice, cancellationToken))];
        await foreach (var ended in Task.WhenEach(reminders))
        {
            failed ??= ended.IsCompletedSuccessfully ? null : ended;
        }
        await (failed ?? Task.CompletedTask);
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
