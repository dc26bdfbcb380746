// right — a block that keeps the order by itself
using System.Threading.Tasks.Dataflow;

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

        var block = new TransformBlock<Row, Customer>(
            row => SaveAsync(row, cancellationToken),
            new() { MaxDegreeOfParallelism = DataflowBlockOptions.Unbounded });
        complete.ForEach(row => block.Post(row));
        block.Complete();
        var customers = new List<Customer>();
        while (await block.OutputAvailableAsync(CancellationToken.None))
        {
            while (block.TryReceive(out var customer))
            {
                customers.Add(customer);
            }
        }
        await block.Completion;
        cancellationToken.ThrowIfCancellationRequested();
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
}
