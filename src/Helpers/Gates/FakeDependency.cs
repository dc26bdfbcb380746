using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A downstream service: it works on <see cref="Capacity"/> calls at once, the rest wait in line, and each
/// takes a service time that may grow with the load.
/// </summary>
/// <remarks>
/// The service time is asked for when a call's work begins, with the number of calls then being worked on
/// (itself included). Time is the given clock's. Thread-safe.
/// </remarks>
[DebuggerDisplay("{InFlight} in flight of {Capacity}, {Served} served")]
public sealed class FakeDependency(TimeProvider time, int capacity, Func<int, TimeSpan> serviceTime)
{
    private readonly FakePool _slots = new(capacity);
    private int _served;
    private int _calls;

    /// <summary>A dependency that always takes the same time.</summary>
    public FakeDependency(TimeProvider time, TimeSpan serviceTime, int capacity = int.MaxValue)
        : this(time, capacity, _ => serviceTime)
    {
    }

    /// <summary>Calls it works on at once.</summary>
    public int Capacity => _slots.Capacity;

    /// <summary>Calls being worked on.</summary>
    public int InFlight => _slots.Held;

    /// <summary>The most calls being worked on at once.</summary>
    public int MaxInFlight => _slots.MaxHeld;

    /// <summary>The longest its line has been.</summary>
    public int MaxWaiting => _slots.MaxWaiting;

    /// <summary>Calls made.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Calls that were served to the end.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>
    /// One call: waits for a place, then for the service time. It works on while a loop that called it is
    /// busy.
    /// </summary>
    public async Task CallAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        // cancelled under a loop's context, the delay would resume on the pool
        using var withoutContext = new CancellationTokenSource();
        await using var link = cancellationToken.Register(() =>
        {
            using (ContextScope.None())
            {
                withoutContext.Cancel();
            }
        }).ConfigureAwait(false);
        try
        {
            using var place = await _slots.RentAsync(withoutContext.Token).ConfigureAwait(false);
            await Task.Delay(serviceTime(InFlight), time, withoutContext.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        Interlocked.Increment(ref _served);
    }
}
