// caught by: When_time_is_up_the_call_is_over_and_its_connection_is_back — whoever hangs up gets five seconds for it, and not more
using System.Runtime.ExceptionServices;

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
        catch (Exception error) when (!asking.IsCompleted)
        {
            hangUp.Cancel();
            _ = asking.ContinueWith(t => t.Exception, TaskContinuationOptions.ExecuteSynchronously);
            try
            {
                await asking.WaitAsync(TimeSpan.FromSeconds(5), time);
            }
            catch (Exception)
            {
                // it is the first error that counts
            }
            ExceptionDispatchInfo.Throw(error);
            throw;
        }
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
