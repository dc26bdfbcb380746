// caught by: Who_closes_the_page_is_let_go_and_every_call_hears_of_it — the wait can be cancelled, and the call behind it runs on
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

        var profile = services.ProfileAsync(customer, CancellationToken.None);
        var tickets = services.OpenTicketsAsync(customer, CancellationToken.None);
        var owed = AmountOwedAsync(customer, CancellationToken.None);
        var parcel = services.NextParcelAsync(customer, CancellationToken.None);
        var orders = OrdersAsync(orderIds, CancellationToken.None);
        await Task.WhenAll(profile, tickets, owed, parcel, orders).WaitAsync(cancellationToken);

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
