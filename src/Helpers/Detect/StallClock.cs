using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Tells a stall from a busy machine: real time alone proves nothing about a process that gets no CPU.
/// </summary>
/// <remarks>
/// Code counts as stalled once <paramref name="bound"/> of real time has passed and the process either got
/// about that much CPU time (so it had its chance) or uses next to none (so it waits). Whatever happens, ten
/// times the bound is enough. Time counts from the first question; ask often, for idleness is judged from one
/// to the next. CPU time is this process's unless <c>cpu</c> reads another's. Not thread safe.
/// </remarks>
internal sealed class StallClock(TimeSpan bound, Func<TimeSpan>? cpu = null)
{
    private const double FairShare = 0.9;
    private const double IdleShare = 0.02;
    private const int Patience = 10;

    private readonly Func<TimeSpan> _cpu = cpu ?? (static () => Environment.CpuUsage.TotalTime);
    private Reading? _start;
    private Reading? _last;

    /// <summary>How long to wait between two questions.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>Progress was seen: counting starts again.</summary>
    public void Restart() => _start = _last = null;

    /// <summary>True once there is no more hope.</summary>
    public bool HasStalled()
    {
        var now = new Reading(Stopwatch.GetTimestamp(), _cpu());
        var start = _start ??= now;
        var last = _last ?? now;
        bool idle = now.CpuSince(last) < IdleShare * now.RealSince(last);
        _last = now;
        var real = now.RealSince(start);
        return real >= bound && (idle || now.CpuSince(start) >= FairShare * bound || real >= Patience * bound);
    }

    private readonly record struct Reading(long Timestamp, TimeSpan Cpu)
    {
        public TimeSpan RealSince(Reading earlier) => Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp);

        public TimeSpan CpuSince(Reading earlier) => Cpu - earlier.Cpu;
    }
}
