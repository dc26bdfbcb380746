// caught by: What_needs_no_other_answer_is_under_way_before_the_first_one_comes — the parallel loop blocks, so it gets a thread of its own
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

    private Task<Order[]> OrdersAsync(IReadOnlyList<string> orderIds, CancellationToken cancellationToken)
    {
        var orders = new Order[orderIds.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxOrders, CancellationToken = cancellationToken };
        return Task.Run(() =>
        {
            Parallel.For(0, orders.Length, options, i =>
                orders[i] = services.OrderAsync(orderIds[i], cancellationToken).GetAwaiter().GetResult());
            return orders;
        }, cancellationToken);
    }
}
