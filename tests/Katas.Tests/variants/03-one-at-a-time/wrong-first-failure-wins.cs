// caught by: A_call_that_fails_fails_the_page_and_leaves_nothing_under_way — Task.WhenEach tells of a failure at once
namespace HonestAsync.Katas.OneAtATime;

public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
    private const int MaxOrders = 25;
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];

    public async Task<CustomerPage> LoadAsync(
        string customer, IReadOnlyList<string> orderIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        ArgumentNullException.ThrowIfNull(orderIds);

        var profile = services.ProfileAsync(customer, cancellationToken);
        var tickets = services.OpenTicketsAsync(customer, cancellationToken);
        var owed = AmountOwedAsync(customer, cancellationToken);
        var parcel = services.NextParcelAsync(customer, cancellationToken);
        var orders = OrdersAsync(orderIds, cancellationToken);
        await foreach (var ended in Task.WhenEach(profile, tickets, owed, parcel, orders))
        {
            await ended;
        }

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(await profile, await tickets, await owed, await parcel, await orders);
    }

    private async Task<decimal> AmountOwedAsync(string customer, CancellationToken cancellationToken)
    {
        string token = await services.BillingTokenAsync(customer, cancellationToken);
        return await services.AmountOwedAsync(customer, token, cancellationToken);
    }

    private async Task<Order[]> OrdersAsync(IReadOnlyList<string> orderIds, CancellationToken cancellationToken)
    {
        var orders = new Order[orderIds.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxOrders, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, orders.Length), options, async (i, token) =>
            orders[i] = await services.OrderAsync(orderIds[i], token));
        return orders;
    }
}
