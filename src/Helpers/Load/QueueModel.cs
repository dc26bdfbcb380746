using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>
/// A discrete-event simulation of a service as a queue: c servers (threads, connections, leases) and one line, first in,
/// first out, with what formulas leave out: queue limits, timeouts, slow periods, retries.
/// </summary>
/// <remarks>Repeatable: the same model gives the same run, to the tick. It runs on a simulated clock.</remarks>
public sealed record QueueModel
{
    /// <summary>When requests arrive.</summary>
    public required Arrivals Arrivals { get; init; }

    /// <summary>How long a server works on a request.</summary>
    public required ServiceTime ServiceTime { get; init; }

    /// <summary>The number of servers; 1 by default.</summary>
    public int Servers
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A queue needs at least one server.");
    } = 1;

    /// <summary>The most requests in line; further ones are shed. No limit by default.</summary>
    public int? QueueLimit { get; init; }

    /// <summary>
    /// How long a caller waits for its answer, counted from each arrival (a retry starts again); no limit by default.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// True by default: a request that times out leaves the line or frees its server at once, as with a token that is passed
    /// on. False: the work is still done, in vain.
    /// </summary>
    public bool PassesCancellation { get; init; } = true;

    /// <summary>A period in which service takes longer.</summary>
    public SlowDown? SlowDown { get; init; }

    /// <summary>How the number of servers grows while requests wait, as in a thread pool.</summary>
    public PoolGrowth? Growth { get; init; }

    /// <summary>
    /// Sync over async: after the service time, the answer needs a free server to be delivered. It waits at the end of the line
    /// while its request still holds a server. The delivery takes no time.
    /// </summary>
    public bool BlocksOnAnswer { get; init; }

    /// <summary>How requests that were shed or timed out are retried; not at all by default.</summary>
    public Retry? Retry { get; init; }

    /// <summary>When the simulation stops; by default when no request is left.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>Runs the simulation.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public QueueRun Run(CancellationToken cancellationToken = default) => new QueueSimulation(this).Run(cancellationToken);
}

/// <summary>
/// Service that starts at or after <paramref name="From"/> and before <paramref name="Until"/> takes
/// <paramref name="Factor"/> times as long.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SlowDown(TimeSpan From, TimeSpan Until, double Factor);

/// <summary>
/// One more server after each <paramref name="Every"/> in which requests waited, up to <paramref name="Limit"/> servers.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PoolGrowth(TimeSpan Every, int Limit);

/// <summary>At most <paramref name="Tries"/> tries, the first included; each <paramref name="After"/> the last failure.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Retry(int Tries, TimeSpan After);
