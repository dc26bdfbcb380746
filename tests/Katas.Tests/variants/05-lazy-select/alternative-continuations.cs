// right — each answer becomes a customer in a continuation, and the tasks are kept in an array
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

        Task<Customer>[] saves = [.. complete.Select(row => store.InsertAsync(row, cancellationToken)
            .ContinueWith(number => new Customer(row.Name, number.GetAwaiter().GetResult()),
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default))];
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
}
