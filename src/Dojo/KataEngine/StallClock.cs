namespace HonestAsync.Dojo;

/// <summary>
/// Tells a stall from a busy machine: real time alone proves nothing about a process that gets no CPU.
/// </summary>
/// <remarks>
/// Code counts as stalled once <paramref name="bound"/> of real time has passed and the process either got
/// about that much CPU time (so it had its chance) or has used next to none for half the bound, from question to
/// question (so it waits: on a crowded machine a process that is merely in line gets some of it now and then).
/// Whatever happens, ten times the bound is enough. Time counts from the first question; ask often. CPU time is
/// this process's unless <c>cpu</c> reads another's; <c>clock</c> is the real one unless a test has its own. Not
/// thread safe.
/// </remarks>
internal sealed class StallClock(TimeSpan bound, Func<TimeSpan>? cpu = null, TimeProvider? clock = null)
{
    private const double FairShare = 0.9;
    private const double IdleShare = 0.02;
    private const int Patience = 10;

    private readonly Func<TimeSpan> _cpu = cpu ?? (static () => Environment.CpuUsage.TotalTime);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private Reading? _start;
    private Reading? _last;
    private Reading? _idleFrom;

    /// <summary>How long to wait between two questions.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>Progress was seen: counting starts again.</summary>
    public void Restart() => _start = _last = _idleFrom = null;

    /// <summary>True once there is no more hope.</summary>
    public bool HasStalled()
    {
        var now = new Reading(_clock.GetElapsedTime(0), _cpu());
        var start = _start ??= now;
        var last = _last ?? now;
        bool idle = now.CpuSince(last) < IdleShare * now.RealSince(last);
        _idleFrom = idle ? _idleFrom ?? last : null;
        _last = now;
        var real = now.RealSince(start);
        bool waits = _idleFrom is { } from && now.RealSince(from) >= bound / 2;
        return real >= bound && (waits || now.CpuSince(start) >= FairShare * bound || real >= Patience * bound);
    }

    /// <param name="Real">What the clock shows.</param>
    /// <param name="Cpu">What was used so far.</param>
    private readonly record struct Reading(TimeSpan Real, TimeSpan Cpu)
    {
        public TimeSpan RealSince(Reading earlier) => Real - earlier.Real;

        public TimeSpan CpuSince(Reading earlier) => Cpu - earlier.Cpu;
    }
}
