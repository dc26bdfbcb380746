// caught by: What_needs_no_other_answer_is_under_way_before_the_first_one_comes — the library guide says that this makes awaits cheap
namespace HonestAsync.Katas.OneAtATime;

public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];

    public async Task<CustomerPage> LoadAsync(
        string customer, IReadOnlyList<string> orderIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        ArgumentNullException.ThrowIfNull(orderIds);

        var profile = await services.ProfileAsync(customer, cancellationToken).ConfigureAwait(false);
        int tickets = await services.OpenTicketsAsync(customer, cancellationToken).ConfigureAwait(false);
        string token = await services.BillingTokenAsync(customer, cancellationToken).ConfigureAwait(false);
        decimal owed = await services.AmountOwedAsync(customer, token, cancellationToken).ConfigureAwait(false);
        string parcel = await services.NextParcelAsync(customer, cancellationToken).ConfigureAwait(false);

        var orders = new List<Order>(orderIds.Count);
        foreach (string id in orderIds)
        {
            orders.Add(await services.OrderAsync(id, cancellationToken).ConfigureAwait(false));
        }

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken).ConfigureAwait(false);
        }

        return new CustomerPage(profile, tickets, owed, parcel, orders);
    }
}
