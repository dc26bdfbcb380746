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

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await AskAsync(parcel, either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
