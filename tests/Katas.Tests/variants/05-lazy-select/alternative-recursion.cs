// right — each begins, lets the rest begin, and puts itself in front of it
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

        var saved = await FromAsync(complete, 0, cancellationToken);
        List<Customer> customers = [.. saved];
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

    private async Task<IEnumerable<Customer>> FromAsync(List<Row> rows, int first, CancellationToken token)
    {
        if (first == rows.Count)
        {
            return [];
        }
        var mine = SaveAsync(rows[first], token);
        var rest = FromAsync(rows, first + 1, token);
        await Task.WhenAll(mine, rest);
        return (await rest).Prepend(await mine);
    }
}
