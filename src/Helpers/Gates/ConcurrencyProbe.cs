using System.Diagnostics;

namespace HonestAsync;

/// <summary>Counts the callers inside a section: now, at most, and in all. Thread-safe.</summary>
[DebuggerDisplay("{Current} now, {Max} at most, {Total} in all")]
public sealed class ConcurrencyProbe
{
    private int _current;
    private int _max;
    private int _total;

    /// <summary>Inside now.</summary>
    public int Current => Volatile.Read(ref _current);

    /// <summary>The most that were inside at once.</summary>
    public int Max => Volatile.Read(ref _max);

    /// <summary>Entries in all.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Enters; dispose what it returns, once, to leave.</summary>
    public Visit Enter()
    {
        Interlocked.Increment(ref _total);
        int now = Interlocked.Increment(ref _current);
        int max = Max;
        while (now > max)
        {
            int seen = Interlocked.CompareExchange(ref _max, now, max);
            if (seen == max)
            {
                break;
            }
            max = seen;
        }
        return new Visit(this);
    }

    /// <summary>One stay inside the section.</summary>
    public readonly struct Visit : IDisposable
    {
        private readonly ConcurrencyProbe? _probe;

        internal Visit(ConcurrencyProbe probe) => _probe = probe;

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            if (_probe is not null)
            {
                Interlocked.Decrement(ref _probe._current);
            }
        }
    }
}
