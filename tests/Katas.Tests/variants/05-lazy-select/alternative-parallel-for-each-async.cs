// right — each writes into its own place, and a failure calls the others back
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

        var customers = new Customer[complete.Count];
        var all = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, complete.Count), CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(Enumerable.Range(0, customers.Length), all, async (i, token) =>
            customers[i] = await SaveAsync(complete[i], token));
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
