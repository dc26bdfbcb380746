// right — no linked source: the caller's token cancels the one with the limit
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var stop = new CancellationTokenSource(Limit, time);
        using var caller = cancellationToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(), stop);
        try
        {
            return await AskAsync(parcel, stop.Token);
        }
        catch (OperationCanceledException error) when (error.CancellationToken == stop.Token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
