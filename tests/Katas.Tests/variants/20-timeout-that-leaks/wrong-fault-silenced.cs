// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — the log was full of unobserved exceptions, so somebody observes them
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        var asking = AskAsync(parcel);
        using var wakeUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = Task.Delay(Limit, time, wakeUp.Token);
        if (await Task.WhenAny(asking, limit) != asking)
        {
            _ = asking.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        wakeUp.Cancel();
        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel)
    {
        using var connection = await connections.RentAsync();
        return await carrier.PriceAsync(connection, parcel);
    }
}
