// right — a promise that is kept when the call has ended
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var promise = new TaskCompletionSource<Price>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AskAsync(parcel, either.Token).ContinueWith(asked =>
        {
            if (asked.IsCanceled && cancellationToken.IsCancellationRequested)
            {
                promise.SetCanceled(cancellationToken);
            }
            else if (asked.IsCanceled && limit.IsCancellationRequested)
            {
                promise.SetException(new TimeoutException($"No price for {parcel.Number}."));
            }
            else
            {
                promise.SetFromTask(asked);
            }
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await promise.Task;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
