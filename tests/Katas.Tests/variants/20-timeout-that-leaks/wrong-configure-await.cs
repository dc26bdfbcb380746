// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — it cures what the team has read about
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        var asking = AskAsync(parcel);
        var limit = Task.Delay(Limit, time, cancellationToken);
        if (await Task.WhenAny(asking, limit).ConfigureAwait(false) != asking)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        return await asking.ConfigureAwait(false);
    }

    private async Task<Price> AskAsync(Parcel parcel)
    {
        using var connection = await connections.RentAsync().ConfigureAwait(false);
        return await carrier.PriceAsync(connection, parcel).ConfigureAwait(false);
    }
}
