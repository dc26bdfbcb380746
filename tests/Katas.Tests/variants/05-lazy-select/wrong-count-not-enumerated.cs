// caught by: The_log_says_how_many_rows_are_complete_before_the_first_is_inserted — TryGetNonEnumeratedCount counts without starting anything
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var saves = rows.Where(row => row.IsComplete).Select(row => SaveAsync(row, cancellationToken));
        saves.TryGetNonEnumeratedCount(out int count);
        log.Add($"{count} of {rows.Count} rows are complete");
        if (dryRun)
        {
            return [];
        }

        var customers = await Task.WhenAll(saves);
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
