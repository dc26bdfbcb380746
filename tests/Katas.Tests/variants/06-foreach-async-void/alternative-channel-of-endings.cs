// right — each says that it has ended, and one reader counts
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        var ends = Channel.CreateUnbounded<Exception?>();
        overdue.ForEach(async invoice =>
        {
            Exception? failure = null;
            try
            {
                await RemindAsync(invoice, cancellationToken);
            }
            catch (Exception error)
            {
                failure = error;
            }
            ends.Writer.TryWrite(failure);
        });
        Exception? first = null;
        for (int ended = 0; ended < overdue.Count; ended++)
        {
            var failure = await ends.Reader.ReadAsync(CancellationToken.None);
            first ??= failure;
        }
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async Task RemindAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        await mail.SendAsync(invoice, cancellationToken);
        await invoices.MarkRemindedAsync(invoice);
    }
}
