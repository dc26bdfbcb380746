using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A <see cref="TimeProvider"/> for tests whose time moves only when the test advances it. An hour of timers costs no real
/// time, and every run is the same.
/// </summary>
/// <remarks>
/// <para>Thread-safe. Callbacks run on the thread that advances, in the order of their due times (then of their arming),
/// with the execution context of the timer's creator and <em>without</em> a synchronization context: only then does a
/// continuation after <c>ConfigureAwait(false)</c> run inline instead of moving to the thread pool. Unlike a system timer,
/// an armed virtual timer is never collected.</para>
/// <para>It has two clocks, as a computer has. The monotonic one drives timers, <see cref="Elapsed"/> and
/// <see cref="GetTimestamp"/>, and never goes back. The wall clock, <see cref="GetUtcNow"/>, runs at the same pace, and
/// <see cref="AdjustTime"/> sets it forward or back without any effect on timers.</para>
/// <para>Timers reject the due times and periods that those of <see cref="TimeProvider.System"/> reject. Accepted ones keep
/// their ticks of 100 ns, where a system timer truncates to whole milliseconds.</para>
/// </remarks>
[DebuggerDisplay("{Elapsed} elapsed, {LiveTimers} live timers")]
public sealed class VirtualTime : TimeProvider
{
    private readonly object _lock = new();
    private readonly SortedSet<VirtualTimer> _armed = new(VirtualTimer.ByDueTime);
    private long _utcAtZero;
    private long _ticks;
    private long _spentTicks;
    private long _sequence;
    private int _created;
    private int _live;

    /// <summary>Creates a clock whose wall clock shows 2000-01-01, midnight UTC.</summary>
    public VirtualTime()
        : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock whose wall clock shows <paramref name="start"/>.</summary>
    public VirtualTime(DateTimeOffset start) => _utcAtZero = start.UtcTicks;

    /// <summary>Virtual time since this clock was created, on the monotonic clock.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref _ticks));

    /// <summary>Virtual CPU time: the sum of all <see cref="Spend"/> calls.</summary>
    public TimeSpan Spent => new(Interlocked.Read(ref _spentTicks));

    /// <summary>The number of timers created on this clock so far.</summary>
    public int CreatedTimers => Volatile.Read(ref _created);

    /// <summary>The number of timers created and not yet disposed, armed or not.</summary>
    public int LiveTimers => Volatile.Read(ref _live);

    /// <summary>The number of timers that fire if time advances far enough.</summary>
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

    /// <summary>UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ten million timestamps per second: one per tick of a <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The wall clock: the start plus <see cref="Elapsed"/>, unless <see cref="AdjustTime"/> has set it.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        using (ShortLock.On(_lock))
        {
            return new DateTimeOffset(_utcAtZero + _ticks, TimeSpan.Zero);
        }
    }

    /// <summary>The monotonic clock: the ticks of <see cref="Elapsed"/>.</summary>
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Creates a timer on the monotonic clock. It fires only while the clock advances, even if due at once.</summary>
    /// <exception cref="ArgumentNullException">The callback is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A time, cut to whole milliseconds, is below −1 (which means infinite) or above 4,294,967,294.
    /// </exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var (due, every) = VirtualTimer.Ticks(dueTime, period);
        Interlocked.Increment(ref _created);
        Interlocked.Increment(ref _live);
        var timer = new VirtualTimer(this, callback, state);
        Arm(timer, due, every);
        return timer;
    }

    /// <summary>Advances both clocks and fires every timer that falls due on the way, each at its own due time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="by"/> is negative, or <see cref="Elapsed"/> would exceed <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long now = GetTimestamp();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by.Ticks, long.MaxValue - now, nameof(by));
        long target = now + by.Ticks;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
        using (ShortLock.On(_lock))
        {
            _ticks = Math.Max(_ticks, target);
        }
    }

    /// <summary>Advances to the next due time and fires the timers that are due then.</summary>
    /// <returns>False if no timer is armed; the clock does not move.</returns>
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
    /// Sets the wall clock forward or back, as an operator or NTP does. Timers, <see cref="Elapsed"/> and
    /// <see cref="GetTimestamp"/> do not change; the wall clock runs on from the new time.
    /// </summary>
    public void AdjustTime(DateTimeOffset now)
    {
        using (ShortLock.On(_lock))
        {
            _utcAtZero = now.UtcTicks - _ticks;
        }
    }

    /// <summary>
    /// Simulates CPU work: advances the clock while the caller keeps its thread. Timers that fall due fire, but what they
    /// post to an event loop waits until the caller returns to the loop, as on a real one.
    /// </summary>
    /// <inheritdoc cref="Advance" path="/exception"/>
    public void Spend(TimeSpan cpu)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpu, TimeSpan.Zero);
        Interlocked.Add(ref _spentTicks, cpu.Ticks);
        Advance(cpu);
    }

    /// <summary>Arms a timer relative to now, or disarms it if <paramref name="due"/> is null; in ticks.</summary>
    /// <returns>False if the timer is disposed.</returns>
    internal bool Arm(VirtualTimer timer, long? due, long? period)
    {
        using (ShortLock.On(_lock))
        {
            if (timer.IsDisposed)
            {
                return false;
            }
            _armed.Remove(timer);
            timer.Period = period;
            // not after the end of time
            if (due <= long.MaxValue - _ticks)
            {
                timer.Schedule(_ticks + due.Value, ++_sequence);
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
            if (next.Period <= long.MaxValue - next.DueTicks)
            {
                next.Schedule(next.DueTicks + next.Period.Value, ++_sequence);
                _armed.Add(next);
            }
            return next;
        }
    }
}
