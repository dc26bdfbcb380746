// right — the race stays; whoever loses it is stopped and waited for
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        cancellationToken.ThrowIfCancellationRequested();
        using var stop = new CancellationTokenSource();
        using var wakeUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(parcel, stop.Token);
        var limit = Task.Delay(Limit, time, wakeUp.Token);
        if (await Task.WhenAny(asking, limit) != asking)
        {
            stop.Cancel();
            await Task.WhenAny(asking);
            if (!asking.IsCompletedSuccessfully)
            {
                _ = asking.Exception;
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
            }
        }
        wakeUp.Cancel();
        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
