// Leave as is: the types around the prices, and the doubles that stand in for the carrier and the customers.
namespace HonestAsync.Katas.TimeoutThatLeaks;

/// <summary>What is to be sent.</summary>
public sealed record Parcel(string Number);

/// <summary>What the carrier wants for a parcel.</summary>
public sealed record Price(string Parcel, decimal Amount);

/// <summary>The carrier refused, or its line broke.</summary>
public sealed class CarrierException(string message) : Exception(message);

/// <summary>The carrier's client: one call over one connection of the pool.</summary>
public interface ICarrier
{
    /// <summary>Asks for a price. The connection is in use until the task has ended.</summary>
    /// <remarks>
    /// When the token is cancelled, the client hangs up, which takes a moment and may fail; then the task
    /// ends. The client may also give up by itself, with an <see cref="OperationCanceledException"/>.
    /// </remarks>
    Task<Price> PriceAsync(
        FakePool.Lease connection, Parcel parcel, CancellationToken cancellationToken = default);
}

/// <summary>A carrier whose script says when each price comes, and when each call has hung up.</summary>
/// <remarks>Thread safe. Answers complete inline, on their giver's thread; a real client does not.</remarks>
public sealed class FakeCarrier(ScriptedDependency script, Func<Exception>? failure) : ICarrier
{
    private readonly ConcurrencyProbe _calls = new();
    private readonly Gate _never = new("a carrier that is down");

    /// <summary>Calls made.</summary>
    public int Asked => _calls.Total;

    /// <summary>Calls that use a connection now.</summary>
    public int InProgress => _calls.Current;

    /// <summary>The most calls that used a connection at once.</summary>
    public int MaxInProgress => _calls.Max;

    /// <summary>Who asks while it is down is never answered; hanging up takes no time then.</summary>
    public bool IsDown { get; set; }

    /// <inheritdoc/>
    public async Task<Price> PriceAsync(
        FakePool.Lease connection, Parcel parcel, CancellationToken cancellationToken = default)
    {
        using var call = _calls.Enter();
        if (IsDown)
        {
            await _never.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        try
        {
            return await script
                .CallAsync($"price of {parcel.Number}", () => Answer(parcel), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await script.CallAsync($"hang up on {parcel.Number}", cancellationToken: CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }

    private Price Answer(Parcel parcel) => failure is null ? new Price(parcel.Number, 7) : throw failure();
}

/// <summary>The prices with all that is around them: a clock that stands still, a pool, a carrier.</summary>
public sealed class Checkout
{
    /// <summary>A checkout; <paramref name="failure"/> is what calls end with instead of a price.</summary>
    public Checkout(Scenario scenario, int connections = 1, Func<Exception>? failure = null)
    {
        Connections = new FakePool(connections);
        Carrier = new FakeCarrier(scenario.Dependency("carrier"), failure);
        Prices = new ShippingPrices(Connections, Carrier, Time);
    }

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>The connections to the carrier.</summary>
    public FakePool Connections { get; }

    /// <summary>The carrier.</summary>
    public FakeCarrier Carrier { get; }

    /// <summary>What is tested.</summary>
    public ShippingPrices Prices { get; }

    /// <summary>A checkout with one connection and one customer, whose start is an operation of the scenario.</summary>
    public static (Checkout Checkout, Customer Customer) WithCustomer(
        Scenario scenario, Func<Exception>? failure = null, CancellationToken cancellationToken = default)
    {
        var checkout = new Checkout(scenario, failure: failure);
        var customer = new Customer(checkout);
        scenario.Operation("customer", () => customer.AskAsync(cancellationToken: cancellationToken));
        scenario.Outcome(() => customer);
        return (checkout, customer);
    }

    /// <summary>Takes a connection that is there.</summary>
    public FakePool.Lease TakeConnection() => Connections.RentAsync().Result;
}

/// <summary>Somebody at the checkout: what they were told, and how things stood at that moment.</summary>
public sealed class Customer(Checkout checkout)
{
    /// <summary>They got the price.</summary>
    public const string APrice = "the price";

    /// <summary>They got a <see cref="TimeoutException"/>.</summary>
    public const string TimeIsUp = "that time is up";

    /// <summary>They got an <see cref="OperationCanceledException"/> with the token that they gave.</summary>
    public const string TheyGaveUp = "that they gave up";

    /// <summary>They were told nothing yet.</summary>
    public const string Nothing = "nothing";

    /// <summary>One of the constants, or the exception in words.</summary>
    public string Told { get; private set; } = Nothing;

    /// <summary>What they were told, as it was thrown.</summary>
    public Exception? Error { get; private set; }

    /// <summary>From the question to the word, on the virtual clock.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Connections not in the pool, when they were told.</summary>
    public int Held { get; private set; }

    /// <summary>Places taken in the line for a connection, when they were told.</summary>
    public int InLine { get; private set; }

    /// <summary>Calls to the carrier that were going on, when they were told.</summary>
    public int Calls { get; private set; }

    /// <summary>Asks, and notes what comes of it.</summary>
    public async Task AskAsync(string parcel = "P1", CancellationToken cancellationToken = default)
    {
        var asked = checkout.Time.Elapsed;
        string told;
        try
        {
            var price = await checkout.Prices.PriceAsync(new Parcel(parcel), cancellationToken);
            told = price == new Price(parcel, 7) ? APrice : $"a wrong price, {price}";
        }
        catch (Exception error)
        {
            Error = error;
            told = error switch
            {
                TimeoutException => TimeIsUp,
                OperationCanceledException cancelled when cancellationToken.IsCancellationRequested
                    && cancelled.CancellationToken == cancellationToken => TheyGaveUp,
                OperationCanceledException => "that somebody cancelled, with a token that is not theirs",
                _ => error.GetType().Name,
            };
        }
        Waited = checkout.Time.Elapsed - asked;
        (Held, InLine, Calls) =
            (checkout.Connections.Held, checkout.Connections.Waiting, checkout.Carrier.InProgress);
        Told = told;
    }

    /// <inheritdoc/>
    public override string ToString() => $"told {Told} after {Waited.TotalSeconds:0.#######} s";
}
