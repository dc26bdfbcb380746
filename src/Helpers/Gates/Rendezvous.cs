using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Proves that code runs at the same instant on several threads: all parties must be inside
/// <see cref="Meet"/> together. They meet or they do not, whatever the number of cores.
/// </summary>
/// <remarks>
/// The wait blocks on purpose: a party that resumed on another thread would prove nothing. On an event loop
/// no two parties ever meet, however long the bound, because the only thread sits in the first call. Thread-safe.
/// </remarks>
[DebuggerDisplay("{Parties} parties, met {HasMet}")]
public sealed class Rendezvous
{
    private readonly object _lock = new();
    private int _inside;
    private int _maxInside;
    private bool _met;

    /// <summary>A meeting of <paramref name="parties"/> threads.</summary>
    public Rendezvous(int parties)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parties, 2);
        Parties = parties;
    }

    /// <summary>How many must come.</summary>
    public int Parties { get; }

    /// <summary>True once all parties were inside together; later callers pass at once.</summary>
    public bool HasMet
    {
        get
        {
            lock (_lock)
            {
                return _met;
            }
        }
    }

    /// <summary>The most threads that were inside at once.</summary>
    public int MaxInside
    {
        get
        {
            lock (_lock)
            {
                return _maxInside;
            }
        }
    }

    /// <summary>
    /// Blocks the calling thread until all parties are here, at most for <paramref name="bound"/> of real
    /// time.
    /// </summary>
    /// <returns>True when they met.</returns>
    public bool Meet(TimeSpan bound)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _inside++;
            _maxInside = Math.Max(_maxInside, _inside);
            if (_inside >= Parties)
            {
                _met = true;
                Monitor.PulseAll(_lock);
            }
            while (!_met)
            {
                var left = bound - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left))
                {
                    break;
                }
            }
            _inside--;
            return _met;
        }
    }
}
