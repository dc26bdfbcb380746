using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A clock that stands still until somebody moves it. An hour of timers costs no real time and always
/// ends the same way.
/// </summary>
/// <remarks>
/// Thread safe. Callbacks run on the thread that advances, in the order of their due times (then of their
/// arming), with the execution context of the timer's creator and <em>without</em> a synchronization
/// context: only then does a continuation after <c>ConfigureAwait(false)</c> run inline instead of leaving
/// for the pool. Unlike a system timer, a virtual one is never collected while it is armed.
/// </remarks>
[DebuggerDisplay("{Elapsed} elapsed, {LiveTimers} live timers")]
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset s_epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly object _lock = new();
    private readonly SortedSet<VirtualTimer> _armed = new(VirtualTimer.ByDueTime);
    private long _ticks;
    private long _spentTicks;
    private long _sequence;
    private int _created;
    private int _live;

    /// <summary>Virtual time since this clock was made.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref _ticks));

    /// <summary>Virtual CPU time: the sum of all <see cref="Spend"/> calls.</summary>
    public TimeSpan Spent => new(Interlocked.Read(ref _spentTicks));

    /// <summary>Timers ever created on this clock.</summary>
    public int CreatedTimers => Volatile.Read(ref _created);

    /// <summary>Timers created and not yet disposed, whether they can still fire or not.</summary>
    public int LiveTimers => Volatile.Read(ref _live);

    /// <summary>Timers that will fire if time goes on.</summary>
    public int ArmedTimers
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => s_epoch + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Interlocked.Increment(ref _created);
        Interlocked.Increment(ref _live);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock and fires everything that falls due on the way, each at its own due time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long target = GetTimestamp() + by.Ticks;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
        using (ShortLock.On(_lock))
        {
            _ticks = Math.Max(_ticks, target);
        }
    }

    /// <summary>Moves the clock to the next due time and fires what is due then.</summary>
    /// <returns>False, and the clock stands still, when no timer is armed.</returns>
    public bool AdvanceToNextTimer()
    {
        long due;
        using (ShortLock.On(_lock))
        {
            if (_armed.Min is not { } next)
            {
                return false;
            }
            due = next.DueTicks;
        }
        Advance(new TimeSpan(Math.Max(0, due - GetTimestamp())));
        return true;
    }

    /// <summary>
    /// Virtual CPU work: the clock goes on while the caller keeps its thread. Timers that fall due fire, but
    /// what they post to an event loop has to wait until the caller lets go, as on a real loop.
    /// </summary>
    public void Spend(TimeSpan cpu)
    {
        Interlocked.Add(ref _spentTicks, cpu.Ticks);
        Advance(cpu);
    }

    internal bool Arm(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        using (ShortLock.On(_lock))
        {
            if (timer.IsDisposed)
            {
                return false;
            }
            _armed.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period : null;
            if (dueTime >= TimeSpan.Zero)
            {
                timer.Schedule(_ticks + dueTime.Ticks, ++_sequence);
                _armed.Add(timer);
            }
            return true;
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        using (ShortLock.On(_lock))
        {
            if (!timer.IsDisposed)
            {
                timer.IsDisposed = true;
                _armed.Remove(timer);
                Interlocked.Decrement(ref _live);
            }
        }
    }

    private VirtualTimer? TakeDue(long target)
    {
        using (ShortLock.On(_lock))
        {
            if (_armed.Min is not { } next || next.DueTicks > target)
            {
                return null;
            }
            _armed.Remove(next);
            _ticks = Math.Max(_ticks, next.DueTicks);
            if (next.Period is { } period)
            {
                next.Schedule(next.DueTicks + period.Ticks, ++_sequence);
                _armed.Add(next);
            }
            return next;
        }
    }
}
