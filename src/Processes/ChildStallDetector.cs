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
/// What counts is fair time: wall-clock time without the time in which threads of the child were queued for a processor
/// that other processes had. A child has stalled once it made no progress for <paramref name="bound"/> of fair time.
/// Where queued time is not known, fair time is processor time plus the time in which the child was idle.
/// After ten times the bound of wall-clock time the machine is too busy. Time counts from the first question; ask at
/// least every <see cref="Interval"/>.
/// </remarks>
/// <param name="bound">Wall-clock time without progress.</param>
/// <param name="times">Reads what the child had so far.</param>
/// <param name="clock">The wall clock; the system's if null.</param>
public sealed class ChildStallDetector(TimeSpan bound, Func<ChildTimes> times, TimeProvider? clock = null)
{
    private const double IdleShare = 0.02;
    private const int LongestWait = 10;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private Reading? _start;
    private Reading? _last;
    private TimeSpan _fair;

    /// <summary>The longest time between two questions.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>The child has made progress: counting starts again at the next question.</summary>
    public void Progress() => (_start, _last, _fair) = (null, null, TimeSpan.Zero);

    /// <summary>Reads both clocks.</summary>
    public ChildStall Look()
    {
        var now = new Reading(_clock.GetElapsedTime(0), times());
        var start = _start ??= now;
        var last = _last ?? now;
        _last = now;
        _fair += Fair(now.Real - last.Real, now.Child.Ran - last.Child.Ran, now.Child.Queued - last.Child.Queued);
        return _fair >= bound ? ChildStall.Stalled
            : now.Real - start.Real >= LongestWait * bound ? ChildStall.MachineTooBusy
            : ChildStall.None;
    }

    private static TimeSpan Fair(TimeSpan real, TimeSpan ran, TimeSpan? queued)
    {
        if (real <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }
        if (queued is not { } inLine)
        {
            return ran <= IdleShare * real ? real : ran;
        }
        // threads that queue behind those of their own process are not starved by the machine
        bool isOwnFault = ran >= real * Environment.ProcessorCount / 2;
        return isOwnFault || inLine <= TimeSpan.Zero ? real : inLine < real ? real - inLine : TimeSpan.Zero;
    }

    private readonly record struct Reading(TimeSpan Real, ChildTimes Child);
}
