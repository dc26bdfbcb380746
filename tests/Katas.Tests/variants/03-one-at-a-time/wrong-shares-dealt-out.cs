// caught by: Twenty_five_orders_are_under_way_as_long_as_so_many_are_left — 25 workers, and each has its share of the orders
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
        await Task.WhenAll(profile, tickets, owed, parcel, orders);

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
        await Task.WhenAll(Enumerable.Range(0, MaxOrders).Select(async worker =>
        {
            for (int i = worker; i < orders.Length; i += MaxOrders)
            {
                orders[i] = await services.OrderAsync(orderIds[i], cancellationToken);
            }
        }));
        return orders;
    }
}
