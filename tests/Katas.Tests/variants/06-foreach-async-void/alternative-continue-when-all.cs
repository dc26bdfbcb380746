// right — the older word for it, which gives the tasks to a continuation
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        if (overdue.Count > 0)
        {
            Task[] reminders = [.. overdue.Select(invoice => Task.Run(
                () => RemindAsync(invoice, cancellationToken), cancellationToken))];
            await await Task.Factory.ContinueWhenAll(reminders,
                ended => ended.FirstOrDefault(each => each.IsFaulted)
                    ?? ended.FirstOrDefault(each => each.IsCanceled) ?? Task.CompletedTask,
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
