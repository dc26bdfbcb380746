// right — the call is awaited to its end, and then the clock is asked why it ended
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        long start = time.GetTimestamp();
        using var stop = new CancellationTokenSource();
        using var forward = cancellationToken.UnsafeRegister(Stop, stop);
        await using var alarm = time.CreateTimer(Stop, stop, Limit, Timeout.InfiniteTimeSpan);
        var asking = AskAsync(parcel, stop.Token);
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (asking.IsCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(start) >= Limit)
            {
                throw new TimeoutException($"No price for {parcel.Number}.");
            }
        }
        return await asking;
    }

    private static void Stop(object? source) => ((CancellationTokenSource)source!).Cancel();

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
