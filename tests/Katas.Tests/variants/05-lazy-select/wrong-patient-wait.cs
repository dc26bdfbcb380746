// caught by: Who_cancels_is_told_so_and_every_insert_hears_of_it — the token goes to the store and to the wait
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
        int number = await store.InsertAsync(row, cancellationToken).WaitAsync(cancellationToken);
        return new Customer(row.Name, number);
    }
}
