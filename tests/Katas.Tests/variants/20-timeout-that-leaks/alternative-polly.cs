// right — the library keeps the clock; its exception becomes the one that is promised
using Polly;
using Polly.Timeout;

namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    private readonly ResiliencePipeline _pipeline =
        new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(Limit).Build();

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await AskAsync(parcel, token), cancellationToken);
        }
        catch (TimeoutRejectedException error)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
