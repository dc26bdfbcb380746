// caught by: Whoever_gives_up_is_told_that_and_not_that_time_is_up — the timer says in a field that time is up
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    private volatile bool _timeIsUp;

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        _timeIsUp = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(_ =>
        {
            _timeIsUp = true;
            stop.Cancel();
        }, null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await AskAsync(parcel, stop.Token);
        }
        catch (OperationCanceledException error) when (_timeIsUp)
        {
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", error);
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
