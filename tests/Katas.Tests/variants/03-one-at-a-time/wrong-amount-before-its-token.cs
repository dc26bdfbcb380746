// caught by: The_amount_owed_is_asked_for_as_soon_as_its_token_is_there_and_no_sooner — all five start together, and the token is taken if it is there by then
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
        var token = services.BillingTokenAsync(customer, cancellationToken);
        var owed = services.AmountOwedAsync(customer, token.IsCompleted ? await token : "", cancellationToken);
        var parcel = services.NextParcelAsync(customer, cancellationToken);
        var orders = OrdersAsync(orderIds, cancellationToken);
        await Task.WhenAll(profile, tickets, token, owed, parcel, orders);

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(await profile, await tickets, await owed, await parcel, await orders);
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
