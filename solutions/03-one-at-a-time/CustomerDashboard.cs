namespace HonestAsync.Katas.OneAtATime;

/// <summary>Puts together the page that the support desk sees when a customer calls.</summary>
/// <remarks>One instance serves all agents.</remarks>
public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
    // what the order service allows each page
    private const int MaxOrders = 25;

    // compliance reads the audit log in this order, which is the order of the page
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];

    /// <summary>Loads the page, and notes in the audit log what the agent was shown.</summary>
    /// <param name="customer">Who is calling.</param>
    /// <param name="orderIds">The orders to show, newest first.</param>
    /// <param name="cancellationToken">The agent has closed the page.</param>
    public async Task<CustomerPage> LoadAsync(
        string customer, IReadOnlyList<string> orderIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        ArgumentNullException.ThrowIfNull(orderIds);

        // everything starts before anything is awaited; only what needs another answer waits for it
        var profile = services.ProfileAsync(customer, cancellationToken);
        var tickets = services.OpenTicketsAsync(customer, cancellationToken);
        var owed = AmountOwedAsync(customer, cancellationToken);
        var parcel = services.NextParcelAsync(customer, cancellationToken);
        var orders = OrdersAsync(orderIds, cancellationToken);

        // ends when the last one has, also when another one has failed
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
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxOrders, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, orders.Length), options, async (i, token) =>
            orders[i] = await services.OrderAsync(orderIds[i], token));
        return orders;
    }
}
