// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — the race stays, and the token goes down as well
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        var asking = AskAsync(parcel, cancellationToken);
        using var wakeUp = new CancellationTokenSource();
        var limit = Task.Delay(Limit, time, wakeUp.Token);
        if (await Task.WhenAny(asking, limit) != asking)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        wakeUp.Cancel();
        try
        {
            return await asking;
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
