// caught by: Each_complete_row_is_inserted_once — a dry run leaves before the query, and the import is as it was
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        if (dryRun)
        {
            log.Add($"{rows.Count(row => row.IsComplete)} of {rows.Count} rows are complete");
            return [];
        }

        var saves = rows.Where(row => row.IsComplete).Select(row => SaveAsync(row, cancellationToken));
        log.Add($"{saves.Count()} of {rows.Count} rows are complete");
        await Task.WhenAll(saves);

        var customers = new List<Customer>();
        foreach (var save in saves)
        {
            var customer = await save;
            log.Add($"{customer.Name} is customer {customer.Number}");
            customers.Add(customer);
        }
        return customers;
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        int number = await store.InsertAsync(row, cancellationToken);
        return new Customer(row.Name, number);
    }
}
