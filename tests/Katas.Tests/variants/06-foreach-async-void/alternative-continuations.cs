// right — ContinueWith, unwrapped, where no await is wanted
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await Task.WhenAll(overdue.Select(invoice => Sent(invoice, cancellationToken)
            .ContinueWith(sent => sent.IsCompletedSuccessfully ? invoices.MarkRemindedAsync(invoice) : sent,
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            .Unwrap()));
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private Task Sent(Invoice invoice, CancellationToken cancellationToken)
    {
        try
        {
            return mail.SendAsync(invoice, cancellationToken);
        }
        catch (AddressException error)
        {
            return Task.FromException(error);
        }
    }
}
