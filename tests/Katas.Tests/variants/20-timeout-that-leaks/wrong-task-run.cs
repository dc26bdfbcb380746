// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — on another thread the call cannot hold anybody up
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        var asking = Task.Run(() => AskAsync(parcel), cancellationToken);
        return await asking.WaitAsync(Limit, time, cancellationToken);
    }

    private async Task<Price> AskAsync(Parcel parcel)
    {
        using var connection = await connections.RentAsync();
        return await carrier.PriceAsync(connection, parcel);
    }
}
