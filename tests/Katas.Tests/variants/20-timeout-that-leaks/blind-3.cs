// right — a third way, by the same reader
namespace HonestAsync.Katas.TimeoutThatLeaks;

/// <summary>What the checkout shows for shipping: the carrier's price, or that there is none.</summary>
/// <remarks>One instance serves the whole process. The connections to the carrier are few.</remarks>
public sealed class ShippingPrices(FakePool connections, ICarrier carrier, TimeProvider time)
{
    /// <summary>How long a customer waits for a price, everything included.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks the carrier for the price of <paramref name="parcel"/>.</summary>
    /// <exception cref="TimeoutException">There was no price within <see cref="Limit"/>.</exception>
    /// <exception cref="CarrierException">The carrier refused, or its line broke.</exception>
    public async Task<Price> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parcel);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(parcel, ended.Token);
        var limit = Task.Delay(Limit, time, ended.Token);
        var first = await Task.WhenAny(asking, limit);
        bool isLate = limit.IsCompletedSuccessfully && !asking.IsCompleted;
        bool gaveUp = cancellationToken.IsCancellationRequested;
        await ended.CancelAsync();
        await limit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        if (asking.IsCompletedSuccessfully && first == asking)
        {
            return await asking;
        }
        gaveUp |= cancellationToken.IsCancellationRequested;
        if (gaveUp && !(asking.IsFaulted && first == asking))
        {
            _ = asking.Exception;
            throw new OperationCanceledException(cancellationToken);
        }
        if (isLate)
        {
            _ = asking.Exception;
            throw new TimeoutException($"No price for {parcel.Number} in {Limit.TotalSeconds:0} s.", asking.Exception);
        }
        return await asking;
    }

    private async Task<Price> AskAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using var connection = await connections.RentAsync(cancellationToken);
        return await carrier.PriceAsync(connection, parcel, cancellationToken);
    }
}
