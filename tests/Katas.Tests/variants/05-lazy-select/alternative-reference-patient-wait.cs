// right — the token goes to the wait, too, and then the insert is waited for all the same
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var complete = rows.Where(row => row.IsComplete).ToList();
        log.Add($"{complete.Count} of {rows.Count} rows are complete");
        if (dryRun)
        {
            return [];
        }

        var customers = await Task.WhenAll(complete.Select(row => SaveAsync(row, cancellationToken)));
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        var insert = store.InsertAsync(row, cancellationToken);
        try
        {
            return new Customer(row.Name, await insert.WaitAsync(cancellationToken));
        }
        finally
        {
            await ((Task)insert).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
