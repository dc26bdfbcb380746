namespace HonestAsync.Processes;

/// <summary>What a <see cref="ChildStallDetector"/> sees.</summary>
public enum ChildStall
{
    /// <summary>Nothing yet: ask again.</summary>
    None,

    /// <summary>The child had processor time enough and made no progress, or has nothing to do.</summary>
    Stalled,

    /// <summary>The machine gave the child too little processor time to say anything.</summary>
    MachineTooBusy,
}

/// <summary>
/// Distinguishes a stalled child process from one starved of processor time; wall-clock time alone cannot. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// A child has stalled once <paramref name="bound"/> of wall-clock time has passed without progress and it either got
/// about that much processor time (it spins), or had next to nothing to do for half the bound (it waits): a thread that is
/// queued for a processor has something to do. After ten times the bound the machine is too busy. Time counts from the
/// first question; ask at least every <see cref="Interval"/>.
/// </remarks>
/// <param name="bound">Wall-clock time without progress.</param>
/// <param name="times">Reads what the child had so far.</param>
/// <param name="clock">The wall clock; the system's if null.</param>
public sealed class ChildStallDetector(TimeSpan bound, Func<ChildTimes> times, TimeProvider? clock = null)
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
    public ChildStall Look()
    {
        var now = new Reading(_clock.GetElapsedTime(0), times());
        var start = _start ??= now;
        var last = _last ?? now;
        bool isIdle = now.Child.Active - last.Child.Active < IdleShare * (now.Real - last.Real);
        _idleSince = isIdle ? _idleSince ?? last : null;
        _last = now;
        var real = now.Real - start.Real;
        bool waits = _idleSince is { } since && now.Real - since.Real >= bound / 2;
        bool spins = now.Child.Ran - start.Child.Ran >= FairShare * bound;
        return real < bound ? ChildStall.None
            : waits || spins ? ChildStall.Stalled
            : real >= LongestWait * bound ? ChildStall.MachineTooBusy
            : ChildStall.None;
    }

    private readonly record struct Reading(TimeSpan Real, ChildTimes Child);
}
