// right — the token ends the wait, too; before anybody is answered the call is hung up and waited for
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
        catch (Exception) when (!asking.IsCompleted)
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
