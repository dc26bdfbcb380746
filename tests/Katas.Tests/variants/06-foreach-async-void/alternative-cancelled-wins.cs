// right — where the run is cancelled it ends so, even if something fails, too
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

        try
        {
            await Task.WhenAll(overdue.Select(invoice => RemindAsync(invoice, cancellationToken)));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        // what is out cannot be called back, so this takes no token
        await invoices.MarkRemindedAsync(invoice);
    }
}
