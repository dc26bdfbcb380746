// caught by: A_dry_run_says_what_would_be_done_and_does_nothing — a save that has begun is not begun again
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var begun = new Dictionary<Row, Task<Customer>>(ReferenceEqualityComparer.Instance);
        var saves = rows.Where(row => row.IsComplete).Select(row =>
            begun.TryGetValue(row, out var save) ? save : begun[row] = SaveAsync(row, cancellationToken));
        log.Add($"{saves.Count()} of {rows.Count} rows are complete");
        if (dryRun)
        {
            return [];
        }

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
