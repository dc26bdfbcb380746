// caught by: A_call_that_fails_after_the_limit_is_noticed — who has given up need not hear what the call says then
namespace HonestAsync.Katas.TimeoutThatLeaks;

public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        cancellationToken.ThrowIfCancellationRequested();
        using var hangUp = new CancellationTokenSource();
        var asking = AskAsync(parcel, hangUp.Token);
        try
        {
            return await asking.WaitAsync(Limit, time, cancellationToken);
        }
        catch (OperationCanceledException) when (!asking.IsCompleted)
        {
            hangUp.Cancel();
            await Task.WhenAny(asking);
            throw;
        }
        catch (TimeoutException) when (!asking.IsCompleted)
        {
            hangUp.Cancel();
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
