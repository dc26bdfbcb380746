// caught by: An_insert_that_fails_fails_the_import_when_all_others_have_ended — one bad row must not stop the others
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

        var saved = await Task.WhenAll(complete.Select(row => SaveAsync(row, cancellationToken)));
        List<Customer> customers = [.. saved.OfType<Customer>()];
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }

    private async Task<Customer?> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        try
        {
            return new Customer(row.Name, await store.InsertAsync(row, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
