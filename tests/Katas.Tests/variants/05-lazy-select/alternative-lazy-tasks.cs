// right — counted without starting, started by the first who asks, and only once
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    public async Task<IReadOnlyList<Customer>> ImportAsync(
        IReadOnlyList<Row> rows, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var saves = rows.Where(row => row.IsComplete)
            .Select(row => new Lazy<Task<Customer>>(() => SaveAsync(row, cancellationToken))).ToList();
        log.Add($"{saves.Count} of {rows.Count} rows are complete");
        if (dryRun)
        {
            return [];
        }

        await Task.WhenAll(saves.Select(save => save.Value));

        var customers = new List<Customer>();
        foreach (var save in saves)
        {
            var customer = await save.Value;
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
