// caught by: The_page_shows_each_answer_in_its_place_whatever_the_order_of_the_answers — whatever has come by then is shown, and with the fake that is everything
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
        await Task.WhenAll(profile, tickets, owed, parcel);

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(await profile, await tickets, await owed, await parcel, orders.IsCompletedSuccessfully ? orders.Result : []);
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
