using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>
/// A service as a queue, simulated event by event on a clock of its own: c servers (threads, connections, leases), one
/// line in order of arrival, and the things that formulas leave out: limits, impatience, bad minutes, retries.
/// </summary>
/// <remarks>Exact and repeatable: the same model gives the same run, to the tick. Nothing waits in real time.</remarks>
public sealed record QueueModel
{
    /// <summary>When requests arrive.</summary>
    public required Arrivals Arrivals { get; init; }

    /// <summary>How long a server works on one.</summary>
    public required ServiceTime ServiceTime { get; init; }

    /// <summary>How many are worked on at once; 1 unless set.</summary>
    public int Servers
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A queue needs a server.");
    } = 1;

    /// <summary>How many may wait in line; one more is shed. No limit unless set.</summary>
    public int? QueueLimit { get; init; }

    /// <summary>How long a caller waits for its answer, counted from each arrival (a retry counts anew); for ever unless set.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// True: a caller who gives up leaves the line or frees its server at once, as with a token that is passed on.
    /// False: the work is done all the same, in vain.
    /// </summary>
    public bool PassesCancellation { get; init; } = true;

    /// <summary>A window in which service takes longer.</summary>
    public SlowDown? SlowDown { get; init; }

    /// <summary>How the number of servers grows while somebody waits, as a thread pool does.</summary>
    public PoolGrowth? Growth { get; init; }

    /// <summary>
    /// Sync over async: when the service time is over, the answer itself needs a free server to be handed over, in line
    /// behind everybody else, while its asker still holds one. Handing over takes no time.
    /// </summary>
    public bool BlocksOnAnswer { get; init; }

    /// <summary>Whether a request that was shed or timed out comes again.</summary>
    public Retry? Retry { get; init; }

    /// <summary>When the simulation stops, whatever is left; when nothing is left unless set.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>Simulates it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public QueueRun Run(CancellationToken cancellationToken = default) => new QueueSimulation(this).Run(cancellationToken);
}

/// <summary>Service begun from <paramref name="From"/> until before <paramref name="Until"/> takes <paramref name="Factor"/> times as long.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SlowDown(TimeSpan From, TimeSpan Until, double Factor);

/// <summary>One more server each time somebody has been waiting for a whole <paramref name="Every"/>, up to <paramref name="Limit"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PoolGrowth(TimeSpan Every, int Limit);

/// <summary>At most <paramref name="Tries"/> tries, the first included, each <paramref name="After"/> the one before failed.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Retry(int Tries, TimeSpan After);
