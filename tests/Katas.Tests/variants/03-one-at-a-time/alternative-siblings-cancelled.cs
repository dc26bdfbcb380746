// right — the first failure calls the other calls back, and the page waits until they have heard
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

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var profile = services.ProfileAsync(customer, linked.Token);
        var tickets = services.OpenTicketsAsync(customer, linked.Token);
        var owed = AmountOwedAsync(customer, linked.Token);
        var parcel = services.NextParcelAsync(customer, linked.Token);
        var orders = OrdersAsync(orderIds, linked.Token);
        List<Task> all = [profile, tickets, owed, parcel, orders];
        await foreach (var ended in Task.WhenEach(all))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await linked.CancelAsync();
            }
        }
        await Task.WhenAll(all);

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
            await gate.WaitAsync(cancellationToken);
            try
            {
                return await services.OrderAsync(id, cancellationToken);
            }
            finally
            {
                gate.Release();
            }
        }));
    }
}
