// caught by: What_needs_no_other_answer_is_under_way_before_the_first_one_comes — the fifty were the slow part
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

        var profile = await services.ProfileAsync(customer, cancellationToken);
        int tickets = await services.OpenTicketsAsync(customer, cancellationToken);
        string token = await services.BillingTokenAsync(customer, cancellationToken);
        decimal owed = await services.AmountOwedAsync(customer, token, cancellationToken);
        string parcel = await services.NextParcelAsync(customer, cancellationToken);
        var orders = await OrdersAsync(orderIds, cancellationToken);

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(profile, tickets, owed, parcel, orders);
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
