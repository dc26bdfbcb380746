namespace HonestAsync.Katas.TimeoutThatLeaks;

/// <summary>What the checkout shows for shipping: the carrier's price, or that there is none.</summary>
/// <remarks>One instance serves the whole process. The connections to the carrier are few.</remarks>
public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    /// <summary>How long a customer waits for a price, everything included.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks the carrier for the price of <paramref name="parcel"/>.</summary>
    /// <exception cref="TimeoutException">There was no price within <see cref="Limit"/>.</exception>
    /// <exception cref="CarrierException">The carrier refused, or its line broke.</exception>
    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        // TODO: when the carrier has been down for a minute, we show no prices until somebody restarts us.
        var asking = AskAsync(parcel);
        var limit = Task.Delay(Limit, time, cancellationToken);
        if (await Task.WhenAny(asking, limit) != asking)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }

        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel)
    {
        using var connection = await connections.RentAsync();
        return await carrier.PriceAsync(connection, parcel);
    }
}
