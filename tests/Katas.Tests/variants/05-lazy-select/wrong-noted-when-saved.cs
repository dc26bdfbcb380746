// caught by: The_new_customers_come_in_the_order_of_the_rows_whatever_answer_comes_first — each save notes its number itself
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

        return await Task.WhenAll(complete.Select(row => SaveAsync(row, cancellationToken)));
    }

    private async Task<Customer> SaveAsync(Row row, CancellationToken cancellationToken)
    {
        int number = await store.InsertAsync(row, cancellationToken);
        log.Add($"{row.Name} is customer {number}");
        return new Customer(row.Name, number);
    }
}
