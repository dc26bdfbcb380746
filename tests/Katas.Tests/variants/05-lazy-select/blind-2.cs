// right — it looks at the token before each insert and after the last, by the same reader
namespace HonestAsync.Katas.LazySelect;

/// <summary>Brings a file of customers into the shop.</summary>
/// <remarks>One instance serves all imports.</remarks>
public sealed class CustomerImport(ICustomerStore store, IImportLog log)
{
    /// <summary>Saves the complete rows, all together, and notes the number that each customer got.</summary>
    /// <param name="rows">What the file holds.</param>
    /// <param name="dryRun">True: only notes how many rows are complete.</param>
    /// <param name="cancellationToken">Whoever started the import does not want it any more.</param>
    /// <returns>The new customers, in the order of their rows; none after a dry run.</returns>
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

        var customers = await Task.WhenAll(complete.Select(row => SaveAsync(row, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var customer in customers)
        {
            log.Add($"{customer.Name} is customer {customer.Number}");
        }
        return customers;
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int number = await store.InsertAsync(row, cancellationToken);
        return new Customer(row.Name, number);
    }
}
