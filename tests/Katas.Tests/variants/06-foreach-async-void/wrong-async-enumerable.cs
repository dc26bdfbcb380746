// caught by: All_mails_are_under_way_before_the_first_answer_comes — an asynchronous stream, which asks for one after the other
using System.Runtime.CompilerServices;

namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJob(IInvoices invoices, IMailGateway mail, IJobLog log)
{
    public async Task RunAsync(string branch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(branch);
        var overdue = (await invoices.OverdueAsync(branch, cancellationToken)).ToList();
        await foreach (var invoice in RemindedAsync(overdue, cancellationToken))
        {
            await invoices.MarkRemindedAsync(invoice);
        }
        log.Add($"{branch}: {overdue.Count} reminders are out");
    }

    private async IAsyncEnumerable<Invoice> RemindedAsync(
        List<Invoice> overdue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var invoice in overdue)
        {
            await mail.SendAsync(invoice, cancellationToken);
            yield return invoice;
        }
    }
}
