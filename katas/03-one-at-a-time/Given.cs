// Leave as is: the types around the page, and the double that stands in for the services behind it.
namespace HonestAsync.Katas.OneAtATime;

/// <summary>Who is calling.</summary>
public sealed record Profile(string Customer, string Tier);

/// <summary>One order, as the order service knows it.</summary>
public sealed record Order(string Id, decimal Total);

/// <summary>What the agent sees.</summary>
public sealed record CustomerPage(
    Profile Profile, int OpenTickets, decimal Owed, string NextParcel, IReadOnlyList<Order> Orders);

/// <summary>The services behind the page: one call is one request over the network.</summary>
public interface IServices
{
    /// <summary>Who the customer is.</summary>
    Task<Profile> ProfileAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>How many tickets are open.</summary>
    Task<int> OpenTicketsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>A token that lets its bearer ask for the amount owed, once.</summary>
    Task<string> BillingTokenAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>What the customer owes.</summary>
    /// <exception cref="UnauthorizedAccessException">The token is not the customer's, or was used.</exception>
    Task<decimal> AmountOwedAsync(
        string customer, string billingToken, CancellationToken cancellationToken = default);

    /// <summary>The number of the next parcel.</summary>
    Task<string> NextParcelAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>One order. The service allows 25 such calls at once for each page.</summary>
    Task<Order> OrderAsync(string orderId, CancellationToken cancellationToken = default);
}

/// <summary>The audit log. It numbers its lines as it stores them, and knows no other order.</summary>
public interface IAuditLog
{
    /// <summary>Appends one line; it is stored when the task completes.</summary>
    Task AppendAsync(string customer, string section, CancellationToken cancellationToken = default);
}

/// <summary>A service could not be reached.</summary>
public sealed class ServiceUnavailableException() : Exception("the service is unavailable");

/// <summary>What happened at the services: a call was asked for, or answered.</summary>
public sealed record Happening(bool IsAnswer, string Customer, string Call)
{
    /// <summary>True for one of the page's orders.</summary>
    public bool IsOrder => Call.StartsWith("order ", StringComparison.Ordinal);

    /// <summary>True for a line of the audit.</summary>
    public bool IsAudit => Call.StartsWith("audit ", StringComparison.Ordinal);
}

/// <summary>All services and the audit log; a <see cref="ScriptedDependency"/> says when each call is answered.</summary>
/// <remarks>
/// Orders are named <c>customer-number</c>. Thread safe. Answers complete inline, on the thread that gives them;
/// a real client does the opposite.
/// </remarks>
public sealed class FakeServices(ScriptedDependency script, CancellationToken callerGaveUp = default)
    : IServices, IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<Happening> _log = [];
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly List<string> _ranOn = [];
    private int _issued;

    /// <summary>An order that the service looks at only when the bell has rung.</summary>
    public (string OrderId, Gate Bell)? Slow { get; init; }

    /// <summary>True: each order that is asked for is answered with an error.</summary>
    public bool OrdersAreDown { get; init; }

    /// <summary>Everything so far, in order (a snapshot).</summary>
    public IReadOnlyList<Happening> Log => Locked<IReadOnlyList<Happening>>(() => [.. _log]);

    /// <summary>Calls that were asked for, or still answered, after the caller had given up.</summary>
    public IReadOnlyList<string> RanOn => Locked<IReadOnlyList<string>>(() => [.. _ranOn]);

    /// <summary>The customer's calls that wait for their answer.</summary>
    public IReadOnlyList<string> UnderWay(string customer) =>
        [.. script.Pending.Select(call => call.Label)
            .Where(call => call.EndsWith($"({customer})", StringComparison.Ordinal))];

    /// <summary>The page that the services' answers make.</summary>
    public static CustomerPage PageOf(string customer, IEnumerable<string> orderIds) =>
        new(ProfileOf(customer), customer.Length, Owed(customer), Parcel(customer),
            [.. orderIds.Select(OrderOf)]);

    /// <inheritdoc/>
    public Task<Profile> ProfileAsync(string customer, CancellationToken cancellationToken = default) =>
        CallAsync(customer, "profile", () => ProfileOf(customer), cancellationToken);

    /// <inheritdoc/>
    public Task<int> OpenTicketsAsync(string customer, CancellationToken cancellationToken = default) =>
        CallAsync(customer, "tickets", () => customer.Length, cancellationToken);

    /// <inheritdoc/>
    public Task<string> BillingTokenAsync(string customer, CancellationToken cancellationToken = default) =>
        CallAsync(customer, "billing token", () => Locked(() =>
        {
            string token = $"{customer}/{++_issued}";
            _tokens.Add(token);
            return token;
        }), cancellationToken);

    /// <inheritdoc/>
    public Task<decimal> AmountOwedAsync(
        string customer, string billingToken, CancellationToken cancellationToken = default)
    {
        bool isGood = Locked(() =>
            billingToken.StartsWith($"{customer}/", StringComparison.Ordinal) && _tokens.Remove(billingToken));
        return CallAsync(customer, "amount owed", () => isGood
            ? Owed(customer)
            : throw new UnauthorizedAccessException($"'{billingToken}' is no token for {customer}, or was used"),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> NextParcelAsync(string customer, CancellationToken cancellationToken = default) =>
        CallAsync(customer, "parcel", () => Parcel(customer), cancellationToken);

    /// <inheritdoc/>
    public async Task<Order> OrderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        if (orderId == Slow?.OrderId)
        {
            await Slow.Value.Bell.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        return await CallAsync(orderId.Split('-')[0], $"order {orderId}",
            () => OrdersAreDown ? throw new ServiceUnavailableException() : OrderOf(orderId), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AppendAsync(string customer, string section, CancellationToken cancellationToken = default) =>
        CallAsync(customer, $"audit {section}", () => section, cancellationToken);

    /// <summary>The first few of them, for a message.</summary>
    public static string Some(IEnumerable<string> what)
    {
        string[] all = [.. what];
        return all.Length == 0 ? "nothing"
            : string.Join(", ", all.Take(6)) + (all.Length > 6 ? $" and {all.Length - 6} more" : "");
    }

    private static Profile ProfileOf(string customer) => new(customer, "gold");

    private static decimal Owed(string customer) => 100 + customer.Length;

    private static string Parcel(string customer) => $"parcel for {customer}";

    private static Order OrderOf(string id) => new(id, 10 + id.Length);

    private Task<T> CallAsync<T>(
        string customer, string call, Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        Note(isAnswer: false, customer, call);
        return script.CallAsync($"{call} ({customer})", () =>
        {
            Note(isAnswer: true, customer, call);
            return answer();
        }, cancellationToken);
    }

    private void Note(bool isAnswer, string customer, string call) => Locked(() =>
    {
        _log.Add(new Happening(isAnswer, customer, call));
        if (callerGaveUp.IsCancellationRequested)
        {
            _ranOn.Add(call);
        }
        return true;
    });

    private T Locked<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }
}

/// <summary>One opening of a page, and what the log of the services says of it.</summary>
public sealed class PageLoad(string customer, int orders, FakeServices services)
{
    private const int OrdersAtOnce = 25;
    private static readonly string[] s_needNothing = ["profile", "tickets", "billing token", "parcel"];

    /// <summary>Whose page it is.</summary>
    public string Customer => customer;

    /// <summary>How many orders it shows.</summary>
    public int Orders => orders;

    /// <summary>Who was asked.</summary>
    public FakeServices Services => services;

    /// <summary>The operation that loads it.</summary>
    public ExploredOperation Page { get; set; } = null!;

    /// <summary>What the agent saw; null if the page failed.</summary>
    public CustomerPage? Shown { get; set; }

    /// <summary>Calls of the page that were under way when it ended.</summary>
    public IReadOnlyList<string> LeftBehind { get; set; } = [];

    /// <summary>What was under way when the first answer came; null if it was all that needs no other.</summary>
    public string? NotUnderWayAtFirst()
    {
        var asked = Services.Log.TakeWhile(each => !each.IsAnswer).ToList();
        string[] missing = [.. s_needNothing.Where(call => !asked.Exists(each => each.Call == call))];
        int underWay = asked.Count(each => each.IsOrder);
        return missing.Length == 0 && underWay > 0 ? null
            : $"when the first answer came, {s_needNothing.Length - missing.Length} of {s_needNothing.Length} calls and "
            + $"{underWay} orders were under way; not asked for: {FakeServices.Some([.. missing, .. NoOrder()])}";

        string[] NoOrder() => underWay == 0 ? ["any order"] : [];
    }

    /// <summary>How many orders were under way at some moment, if not as many as are allowed and left.</summary>
    public string? NotTheLimit()
    {
        int asked = 0, answered = 0;
        foreach (var each in Services.Log.SkipWhile(each => each.Customer != Customer))
        {
            int expected = Math.Min(OrdersAtOnce, Orders - answered);
            int underWay = asked - answered;
            // before each answer, whoever's it is, the code is at rest: what could be asked for has been
            if (each.IsAnswer && underWay != expected)
            {
                return $"{underWay} instead of {expected} were under way "
                    + $"when {answered} of {Orders} had been answered";
            }
            bool isMine = each.IsOrder && each.Customer == Customer;
            asked += isMine && !each.IsAnswer ? 1 : 0;
            answered += isMine && each.IsAnswer ? 1 : 0;
        }
        return null;
    }

    /// <summary>How the amount owed was asked for too early or too late; null if neither.</summary>
    public string? AmountNotAfterItsToken()
    {
        bool token = false, amount = false;
        foreach (var each in Services.Log)
        {
            if (each is { IsAnswer: false, Call: "amount owed" })
            {
                amount = true;
                if (!token)
                {
                    return "the amount owed was asked for before its token was there";
                }
            }
            else if (each.IsAnswer && token && !amount)
            {
                return $"the token was there, and until '{each.Call}' was answered the amount owed was not asked for";
            }
            token |= each is { IsAnswer: true, Call: "billing token" };
        }
        return null;
    }

    /// <summary>What was missing when a line of the audit was asked for; null if nothing ever was.</summary>
    public string? TooEarlyInTheAudit()
    {
        var underWay = new HashSet<string>(StringComparer.Ordinal);
        int answers = 0;
        foreach (var each in Services.Log)
        {
            int missing = 5 + Orders - answers;
            if (each is { IsAudit: true, IsAnswer: false } && (underWay.Count > 0 || missing > 0))
            {
                return $"'{each.Call}' was asked for while "
                    + (missing > 0
                        ? $"{missing} answers were missing"
                        : $"{FakeServices.Some(underWay)} was not stored");
            }
            _ = each.IsAnswer ? underWay.Remove(each.Call) : underWay.Add(each.Call);
            answers += each is { IsAnswer: true, IsAudit: false } ? 1 : 0;
        }
        return null;
    }
}
