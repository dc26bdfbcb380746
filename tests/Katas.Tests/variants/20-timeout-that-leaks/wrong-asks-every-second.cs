// caught by: A_price_in_time_is_shown_and_no_timer_is_left_behind — look once a second whether there is an answer
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(parcel, stop.Token);
        for (int second = 0; second < Limit.TotalSeconds && !asking.IsCompleted; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
        if (!asking.IsCompleted)
        {
            stop.Cancel();
            await Task.WhenAny(asking);
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
