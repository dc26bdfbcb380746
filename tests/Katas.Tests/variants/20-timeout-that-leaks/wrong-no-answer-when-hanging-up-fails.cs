// caught by: A_call_that_fails_after_the_limit_is_noticed — one continuation for each way in which a call can end
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = new TaskCompletionSource<Price>();
        var asking = AskAsync(parcel, either.Token);
        _ = asking.ContinueWith(t =>
        {
            if (t.IsCompletedSuccessfully)
            {
                answer.TrySetResult(t.Result);
            }
            else if (t.IsCanceled && cancellationToken.IsCancellationRequested)
            {
                answer.TrySetCanceled(cancellationToken);
            }
            else if (t.IsCanceled && limit.IsCancellationRequested)
            {
                answer.TrySetException(new TimeoutException($"No price for {parcel.Number}."));
            }
            else if (!either.IsCancellationRequested)
            {
                answer.TrySetFromTask(t);
            }
            else
            {
                Console.Error.WriteLine(t.Exception);
            }
        }, TaskContinuationOptions.ExecuteSynchronously);
        return await answer.Task;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
