// caught by: All_inserts_are_under_way_before_the_first_answer_comes — a loop that saves and awaits one row after another
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

        var customers = new List<Customer>();
        foreach (var row in complete)
        {
            var customer = await SaveAsync(row, cancellationToken);
            customers.Add(customer);
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
