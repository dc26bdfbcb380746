// right — a loop that starts them one after another, and says so
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

        var saves = new List<Task<Customer>>(complete.Count);
        foreach (var row in complete)
        {
            saves.Add(SaveAsync(row, cancellationToken));
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
