using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A downstream service: it works on <see cref="Capacity"/> calls at once, the rest wait in line, and each
/// takes a service time that may grow with the load.
/// </summary>
/// <remarks>
/// The service time is asked for when a call's work begins, with the number of calls then being worked on
/// (itself included). Time is the given clock's. Thread safe.
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

    /// <summary>One call: waits for a place, then for the service time.</summary>
    public async Task CallAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        using var place = await _slots.RentAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(serviceTime(InFlight), time, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _served);
    }
}
