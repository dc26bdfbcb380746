// right — another way, by the same reader
using System.Runtime.ExceptionServices;

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

        using var page = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(25);
        ExceptionDispatchInfo? first = null;

        var profile = Guarded(() => services.ProfileAsync(customer, page.Token));
        var tickets = Guarded(() => services.OpenTicketsAsync(customer, page.Token));
        var owed = Guarded(async () =>
        {
            string token = await services.BillingTokenAsync(customer, page.Token);
            return await services.AmountOwedAsync(customer, token, page.Token);
        });
        var parcel = Guarded(() => services.NextParcelAsync(customer, page.Token));
        var orders = orderIds.Select(id => Guarded(async () =>
        {
            await slots.WaitAsync(page.Token);
            try
            {
                return await services.OrderAsync(id, page.Token);
            }
            finally
            {
                slots.Release();
            }
        })).ToList();

        try
        {
            await Task.WhenAll([profile, tickets, owed, parcel, .. orders]);
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            first?.Throw();
            throw;
        }

        foreach (string section in s_sections)
        {
            await audit.AppendAsync(customer, section, cancellationToken);
        }

        return new CustomerPage(
            await profile, await tickets, await owed, await parcel, await Task.WhenAll(orders));

        // the first call that fails stops the rest of the page
        async Task<T> Guarded<T>(Func<Task<T>> call)
        {
            try
            {
                return await call();
            }
            catch (Exception error)
            {
                if (Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null) is null)
                {
                    await page.CancelAsync();
                }
                throw;
            }
        }
    }
}
