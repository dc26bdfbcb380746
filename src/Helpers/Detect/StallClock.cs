using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Tells a stall from a busy machine: real time alone proves nothing about a process that gets no CPU.
/// </summary>
/// <remarks>
/// Code counts as stalled once <paramref name="bound"/> of real time has passed and the process either got
/// about that much CPU time (so it had its chance) or uses next to none (so it waits). Whatever happens, ten
/// times the bound is enough. Ask often: idleness is judged from one question to the next. Not thread safe.
/// </remarks>
internal sealed class StallClock(TimeSpan bound)
{
    private const double FairShare = 0.9;
    private const double IdleShare = 0.02;
    private const int Patience = 10;

    private Reading _start = Reading.Now();
    private Reading _last = Reading.Now();

    /// <summary>How long to wait between two questions.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>Progress was seen: counting starts again.</summary>
    public void Restart() => _start = _last = Reading.Now();

    /// <summary>True once there is no more hope.</summary>
    public bool HasStalled()
    {
        var now = Reading.Now();
        bool idle = now.CpuSince(_last) < IdleShare * now.RealSince(_last);
        _last = now;
        var real = now.RealSince(_start);
        return real >= bound && (idle || now.CpuSince(_start) >= FairShare * bound || real >= Patience * bound);
    }

    private readonly record struct Reading(long Timestamp, TimeSpan Cpu)
    {
        public static Reading Now() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public TimeSpan RealSince(Reading earlier) => Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp);

        public TimeSpan CpuSince(Reading earlier) => Cpu - earlier.Cpu;
    }
}
