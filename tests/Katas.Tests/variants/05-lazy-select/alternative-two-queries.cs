// right — one question to the rows, one to the store
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        log.Add($"{rows.Count(row => row.IsComplete)} of {rows.Count} rows are complete");
        if (dryRun)
        {
            return [];
        }

        var customers = await Task.WhenAll(
            from row in rows where row.IsComplete select SaveAsync(row, cancellationToken));
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        int number = await store.InsertAsync(row, cancellationToken);
        return new Customer(row.Name, number);
    }
}
