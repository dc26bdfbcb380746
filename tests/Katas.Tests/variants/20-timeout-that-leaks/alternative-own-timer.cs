// right — a timer of the given clock that cancels, and goes with the call
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool isUp = false;
        using var limit = time.CreateTimer(_ =>
        {
            Volatile.Write(ref isUp, true);
            stop.Cancel();
        }, null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await AskAsync(parcel, stop.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException error) when (Volatile.Read(ref isUp))
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
