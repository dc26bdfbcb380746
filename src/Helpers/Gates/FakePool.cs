using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A pool of connections, as a database driver keeps one: <see cref="Capacity"/> leases, first come first
/// served. It counts what leaks.
/// </summary>
/// <remarks>
/// A returned lease goes to the next in line inline, on the returning thread, or through the waiter's
/// context. Thread-safe.
/// </remarks>
[DebuggerDisplay("{Held} of {Capacity} held, {Waiting} waiting")]
public sealed class FakePool
{
    private readonly object _lock = new();
    private readonly AsyncWaitQueue<Lease> _line = new();
    private int _held;
    private int _maxHeld;
    private int _maxWaiting;
    private int _rented;

    /// <summary>A pool of <paramref name="capacity"/> connections.</summary>
    public FakePool(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>How many leases may be out at once.</summary>
    public int Capacity { get; }

    /// <summary>Leases that are out.</summary>
    public int Held => Read(ref _held);

    /// <summary>The most leases that were out at once.</summary>
    public int MaxHeld => Read(ref _maxHeld);

    /// <summary>The longest the line has been.</summary>
    public int MaxWaiting => Read(ref _maxWaiting);

    /// <summary>Leases given out so far.</summary>
    public int Rented => Read(ref _rented);

    /// <summary>Callers in line.</summary>
    public int Waiting
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _line.Count;
            }
        }
    }

    /// <summary>A lease, when there is one; a cancelled caller leaves the line and holds nothing.</summary>
    public Task<Lease> RentAsync(CancellationToken cancellationToken = default)
    {
        Task<Lease> wait;
        using (ShortLock.On(_lock))
        {
            if (_held < Capacity && !cancellationToken.IsCancellationRequested)
            {
                return Task.FromResult(Grant());
            }
            wait = _line.JoinAsync(_lock, cancellationToken);
            _maxWaiting = Math.Max(_maxWaiting, _line.Count);
        }
        PendingWaits.Track("a lease of the pool", wait);
        return wait;
    }

    private Lease Grant()
    {
        _held++;
        _rented++;
        _maxHeld = Math.Max(_maxHeld, _held);
        return new Lease(this);
    }

    private void Return()
    {
        TaskCompletionSource<Lease>? next;
        Lease? lease = null;
        using (ShortLock.On(_lock))
        {
            _held--;
            next = _line.TakeFirst();
            if (next is not null)
            {
                lease = Grant();
            }
        }
        using (ContextScope.None())
        {
            next?.TrySetResult(lease!);
        }
    }

    private int Read(ref int field)
    {
        using (ShortLock.On(_lock))
        {
            return field;
        }
    }

    /// <summary>A connection on loan; dispose it to give it back. Disposing twice gives back once.</summary>
    public sealed class Lease : IDisposable
    {
        private FakePool? _pool;

        internal Lease(FakePool pool) => _pool = pool;

        /// <summary>Gives the connection back.</summary>
        public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return();
    }
}
