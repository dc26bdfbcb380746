// right — whoever asks for an end first gives the reason
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var stop = new CancellationTokenSource();
        int reason = 0;
        using var limit = time.CreateTimer(_ => Stop(1), null, Limit, Timeout.InfiniteTimeSpan);
        await using var caller = cancellationToken.Register(() => Stop(2));
        try
        {
            return await AskAsync(parcel, stop.Token);
        }
        catch (Exception) when (Volatile.Read(ref reason) == 1)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.");
        }
        catch (OperationCanceledException error) when (Volatile.Read(ref reason) == 2)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }

        void Stop(int why)
        {
            if (Interlocked.CompareExchange(ref reason, why, 0) == 0)
            {
                stop.Cancel();
            }
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
