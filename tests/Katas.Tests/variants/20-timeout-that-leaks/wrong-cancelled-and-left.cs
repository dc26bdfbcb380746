// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — Cancel tells the call to stop, and that is all one can do
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(parcel, stop.Token);
        var limit = Task.Delay(Limit, time, stop.Token);
        if (await Task.WhenAny(asking, limit) != asking)
        {
            stop.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        stop.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
