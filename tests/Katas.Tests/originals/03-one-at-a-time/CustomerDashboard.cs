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

        // TODO: with fifty orders the page takes eight seconds, and no service needs more than 0.2 s to answer.
        var profile = await services.ProfileAsync(customer, cancellationToken);
        int tickets = await services.OpenTicketsAsync(customer, cancellationToken);
        string token = await services.BillingTokenAsync(customer, cancellationToken);
        decimal owed = await services.AmountOwedAsync(customer, token, cancellationToken);
        string parcel = await services.NextParcelAsync(customer, cancellationToken);

        var orders = new List<Order>(orderIds.Count);
        foreach (string id in orderIds)
        {
            orders.Add(await services.OrderAsync(id, cancellationToken));
        }

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(profile, tickets, owed, parcel, orders);
    }
}
