// right — the rows stay what they are, and the numbers come into an array
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

        int[] numbers = await Task.WhenAll(
            complete.ConvertAll(row => store.InsertAsync(row, cancellationToken)));
        var customers = complete.Zip(numbers, (row, number) => new Customer(row.Name, number)).ToList();
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }
}
