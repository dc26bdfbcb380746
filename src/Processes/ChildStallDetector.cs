namespace HonestAsync.Processes;

/// <summary>
/// Distinguishes a stalled child process from one starved of CPU; wall-clock time alone cannot. Not thread-safe.
/// </summary>
/// <remarks>
/// A child has stalled once <paramref name="bound"/> of real time has passed without progress and it either got about that
/// much CPU time (it spins), or used next to none for half the bound, in each interval between two questions (it waits: a
/// process that queues for a crowded CPU gets some now and then). Ten times the bound is a stall in any case. Time counts from
/// the first question; ask at least every <see cref="Interval"/>.
/// </remarks>
/// <param name="bound">Real time without progress.</param>
/// <param name="cpuTime">Reads the CPU time of the child so far.</param>
/// <param name="clock">Real time; the system's clock if null.</param>
public sealed class ChildStallDetector(TimeSpan bound, Func<TimeSpan> cpuTime, TimeProvider? clock = null)
{
    private const double FairShare = 0.9;
    private const double IdleShare = 0.02;
    private const int LongestWait = 10;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private Reading? _start;
    private Reading? _last;
    private Reading? _idleSince;

    /// <summary>The longest time between two questions.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>The child has made progress: counting starts again at the next question.</summary>
    public void Progress() => _start = _last = _idleSince = null;

    /// <summary>Reads both clocks.</summary>
    /// <returns>True once the child has stalled.</returns>
    public bool HasStalled()
    {
        var now = new Reading(_clock.GetElapsedTime(0), cpuTime());
        var start = _start ??= now;
        var last = _last ?? now;
        bool isIdle = now.Cpu - last.Cpu < IdleShare * (now.Real - last.Real);
        _idleSince = isIdle ? _idleSince ?? last : null;
        _last = now;
        var real = now.Real - start.Real;
        bool waits = _idleSince is { } since && now.Real - since.Real >= bound / 2;
        bool spins = now.Cpu - start.Cpu >= FairShare * bound;
        return real >= bound && (waits || spins || real >= LongestWait * bound);
    }

    private readonly record struct Reading(TimeSpan Real, TimeSpan Cpu);
}
