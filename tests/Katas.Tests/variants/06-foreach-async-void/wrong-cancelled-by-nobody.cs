// caught by: What_fails_fails_the_run_when_all_the_rest_is_done — a mail that ends as cancelled by itself fails nothing
namespace HonestAsync.Katas.ForeachAsyncVoid;

/// <summary>Reminds customers of the invoices that they have not paid.</summary>
/// <remarks>One instance serves all branches, each once a night.</remarks>
public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    /// <summary>
    /// Sends a reminder for each overdue invoice, all at once, and marks the invoice when its mail is out.
    /// </summary>
    /// <param name="branch">Whose invoices.</param>
    /// <param name="cancellationToken">Whoever started the job does not want it any more.</param>
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);

        var overdue = await invoices.OverdueAsync(branch, cancellationToken);

        await Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();

        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        try
        {
            await mail.SendAsync(invoice, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return; // RunAsync tells it
        }
        // what is out cannot be called back, so this takes no token
        await invoices.MarkRemindedAsync(invoice);
    }
}
