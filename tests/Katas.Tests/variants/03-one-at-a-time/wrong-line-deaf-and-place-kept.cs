// caught by: Who_closes_the_page_is_let_go_and_every_call_hears_of_it — whoever is under way hears of it, and the line behind them has no token
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
        using var gate = new SemaphoreSlim(MaxOrders);
        return await Task.WhenAll(orderIds.Select(async id =>
        {
            await gate.WaitAsync();
            var order = await services.OrderAsync(id, cancellationToken);
            gate.Release();
            return order;
        }));
    }
}
