// caught by: Who_cancels_is_told_so_and_every_insert_hears_of_it — the wait can be cancelled, and the inserts behind it run on
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

        var saves = Task.WhenAll(complete.Select(row => SaveAsync(row)));
        var customers = await saves.WaitAsync(cancellationToken);
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }

    private async Task<Customer> SaveAsync(Row row) =>
        new(row.Name, await store.InsertAsync(row, CancellationToken.None));
}
