// caught by: What_needs_no_other_answer_is_under_way_before_the_first_one_comes — off the request thread, so that nobody has to wait
namespace HonestAsync.Katas.OneAtATime;

public sealed class CustomerDashboard(IServices services, IAuditLog audit)
{
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];

    public async Task<CustomerPage> LoadAsync(
        string customer, IReadOnlyList<string> orderIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        ArgumentNullException.ThrowIfNull(orderIds);

        return await Task.Run(async () =>
        {
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
        }, cancellationToken);
    }
}
