namespace HonestAsync;

/// <summary>What a <see cref="StallDetector"/> sees.</summary>
internal enum Stall
{
    /// <summary>Nothing yet: ask again.</summary>
    None,

    /// <summary>The code computes without progress.</summary>
    Spins,

    /// <summary>The code waits, or looks now and then, without progress.</summary>
    Waits,

    /// <summary>The machine gave the code too little processor time to say anything.</summary>
    MachineTooBusy,
}

/// <summary>
/// Distinguishes stalled code from code starved of processor time; wall-clock time alone cannot.
/// </summary>
/// <remarks>
/// <para>What counts is <em>fair time</em>: wall-clock time without the time in which a thread of the process was queued for
/// a processor (the thread queued longest counts), unless the process itself used half of the machine. Code has stalled once it made no progress for <paramref name="bound"/> of fair time. After 50 s of
/// wall-clock time, or ten times the bound if that is longer, the machine is too busy.</para>
/// <para>Where the system does not tell queued time, fair time is processor time plus the time in which the process was
/// idle.</para>
/// <para>Time counts from the first look; look at each <see cref="Interval"/>. The looking thread itself does not
/// count. Not thread-safe.</para>
/// </remarks>
/// <param name="bound">Processor time, and wall-clock time, without progress.</param>
/// <param name="thread">The operating system's id of the thread that runs the code, asked at each look;
/// <see cref="ProcessorTimes.AnyThread"/> if it may be any.</param>
/// <param name="read">Reads the processor times; the process's own unless a test has others.</param>
/// <param name="clock">The wall clock; the real one unless a test has its own.</param>
internal sealed class StallDetector(
    TimeSpan bound, Func<int>? thread = null, Func<ProcessorTimes>? read = null, TimeProvider? clock = null)
{
    private const double IdleShare = 0.02;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(50);

    private readonly Func<int> _thread = thread ?? (static () => ProcessorTimes.AnyThread);
    private readonly Func<ProcessorTimes> _read = read ?? ProcessorTimes.Now;
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private Reading? _start;
    private Reading? _last;
    private TimeSpan _fair;

    /// <summary>How long to wait between two looks.</summary>
    public TimeSpan Interval { get; } = bound / 8;

    /// <summary>Progress was seen: counting starts again.</summary>
    public void Restart() => (_start, _last, _fair) = (null, null, TimeSpan.Zero);

    /// <summary>Looks once.</summary>
    public Stall Look()
    {
        var now = new Reading(_clock.GetElapsedTime(0), _read());
        int self = ProcessorTimes.CurrentThread;
        var start = _start ??= now;
        var last = _last ?? now;
        _last = now;
        _fair += Fair(now.Times.Since(last.Times, self), now.Real - last.Real);
        var real = now.Real - start.Real;
        return _fair < bound
            ? real >= Patience ? Stall.MachineTooBusy : Stall.None
            : Own(now.Times.Since(start.Times, self)).Ran >= bound / 2 ? Stall.Spins : Stall.Waits;
    }

    /// <summary>What the code got so far, for a message.</summary>
    public string Describe()
    {
        if (_start is not { } start || _last is not { } last)
        {
            return "not looked at yet";
        }
        var own = Own(last.Times.Since(start.Times, ProcessorTimes.CurrentThread));
        return $"in {(last.Real - start.Real).TotalSeconds:0.#} s it got {own.Ran.TotalSeconds:0.##} s of processor time, and was "
            + $"queued for a processor for {own.Queued.TotalSeconds:0.##} s";
    }

    private TimeSpan Patience => s_patience > 10 * bound ? s_patience : 10 * bound;

    private static TimeSpan Fair(ProcessorTimes times, TimeSpan real)
    {
        if (real <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }
        if (!times.KnowsQueues)
        {
            return times.Total.Ran <= IdleShare * real ? real : times.Total.Ran;
        }
        // threads that queue behind those of their own process are not starved by the machine
        bool isOwnFault = times.Total.Ran >= real * Environment.ProcessorCount / 2;
        var lost = isOwnFault ? TimeSpan.Zero : times.LongestQueued;
        return lost < real ? real - lost : TimeSpan.Zero;
    }

    private ThreadTimes Own(ProcessorTimes times) =>
        _thread() is var thread and not ProcessorTimes.AnyThread ? times.Of(thread) : times.Busiest;

    private readonly record struct Reading(TimeSpan Real, ProcessorTimes Times);
}

/// <summary>
/// The machine was too busy to tell whether code under test hangs: no verdict. Run it again on a calmer machine.
/// </summary>
public sealed class MachineTooBusyException(string message) : Exception(message)
{
    internal static MachineTooBusyException Of(string what, StallDetector detector) =>
        new($"The machine is too busy to judge {what}: {detector.Describe()}. Run it again when the machine is calmer.");
}
