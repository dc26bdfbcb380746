// right — the first attempt of a reader who had only the README
namespace HonestAsync.Katas.OneAtATime;

/// <summary>Puts together the page that the support desk sees when a customer calls.</summary>
/// <remarks>One instance serves all agents.</remarks>
public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
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

        var profile = services.ProfileAsync(customer, cancellationToken);
        var tickets = services.OpenTicketsAsync(customer, cancellationToken);
        var owed = OwedAsync(customer, cancellationToken);
        var parcel = services.NextParcelAsync(customer, cancellationToken);

        var orders = new Order[orderIds.Count];
        var loadOrders = Parallel.ForEachAsync(
            Enumerable.Range(0, orderIds.Count),
            new ParallelOptions { MaxDegreeOfParallelism = 25, CancellationToken = cancellationToken },
            async (i, ct) => orders[i] = await services.OrderAsync(orderIds[i], ct));

        await Task.WhenAll(profile, tickets, owed, parcel, loadOrders);

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(await profile, await tickets, await owed, await parcel, orders);
    }

    private async Task<decimal> OwedAsync(string customer, CancellationToken cancellationToken)
    {
        string token = await services.BillingTokenAsync(customer, cancellationToken);
        return await services.AmountOwedAsync(customer, token, cancellationToken);
    }
}
