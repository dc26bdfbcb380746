// caught by: Two_pages_at_once_have_25_orders_each_and_do_not_mix — the list is a field, so that the helper can fill it
namespace HonestAsync.Katas.OneAtATime;

public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
    private const int MaxOrders = 25;
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];
    private Order[] _orders = [];

    public async Task<CustomerPage> LoadAsync(
        string customer, IReadOnlyList<string> orderIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        ArgumentNullException.ThrowIfNull(orderIds);

        var profile = services.ProfileAsync(customer, cancellationToken);
        var tickets = services.OpenTicketsAsync(customer, cancellationToken);
        var owed = AmountOwedAsync(customer, cancellationToken);
        var parcel = services.NextParcelAsync(customer, cancellationToken);
        var loaded = OrdersAsync(orderIds, cancellationToken);
        await Task.WhenAll(profile, tickets, owed, parcel, loaded);

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(await profile, await tickets, await owed, await parcel, [.. _orders]);
    }

    private async Task<decimal> AmountOwedAsync(string customer, CancellationToken cancellationToken)
    {
        string token = await services.BillingTokenAsync(customer, cancellationToken);
        return await services.AmountOwedAsync(customer, token, cancellationToken);
    }

    private async Task OrdersAsync(IReadOnlyList<string> orderIds, CancellationToken cancellationToken)
    {
        _orders = new Order[orderIds.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxOrders, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, _orders.Length), options, async (i, token) =>
            _orders[i] = await services.OrderAsync(orderIds[i], token));
    }
}
