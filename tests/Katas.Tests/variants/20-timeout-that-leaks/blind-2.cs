// right — another way, by the same reader
using Polly;
using Polly.Timeout;

namespace HonestAsync.Katas.TimeoutThatLeaks;

/// <summary>What the checkout shows for shipping: the carrier's price, or that there is none.</summary>
/// <remarks>One instance serves the whole process. The connections to the carrier are few.</remarks>
public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    private readonly ResiliencePipeline _pipeline =
        new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(Limit).Build();

    /// <summary>How long a customer waits for a price, everything included.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks the carrier for the price of <paramref name="parcel"/>.</summary>
    /// <exception cref="TimeoutException">There was no price within <see cref="Limit"/>.</exception>
    /// <exception cref="CarrierException">The carrier refused, or its line broke.</exception>
    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        try
        {
            return await _pipeline.ExecuteAsync(async token =>
            {
                using var connection = await connections.RentAsync(token);
                return await carrier.PriceAsync(connection, parcel, token);
            }, cancellationToken);
        }
        catch (TimeoutRejectedException error)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
    }
}
