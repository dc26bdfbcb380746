// caught by: Two_imports_at_once_do_not_mix — the list of saves is a field, so that a helper can report them
namespace HonestAsync.Katas.LazySelect;

public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    private readonly List<Task<Customer>> _saves = [];

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

        _saves.Clear();
        _saves.AddRange(complete.Select(row => SaveAsync(row, cancellationToken)));
        await Task.WhenAll(_saves);
        return [.. _saves.Select(save => Reported(save.Result))];
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        int number = await store.InsertAsync(row, cancellationToken);
        return new Customer(row.Name, number);
    }

    private Customer Reported(Customer customer)
    {
        log.Add($"{customer.Name} is customer {customer.Number}");
        return customer;
    }
}
