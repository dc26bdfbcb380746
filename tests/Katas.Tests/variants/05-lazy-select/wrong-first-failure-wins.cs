// caught by: An_insert_that_fails_fails_the_import_when_all_others_have_ended — WhenEach tells of a failure at once
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

        var saves = complete.Select(row => SaveAsync(row, cancellationToken)).ToList();
        await foreach (var save in Task.WhenEach(saves))
        {
            await save;
        }

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
