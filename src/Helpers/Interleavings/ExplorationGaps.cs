namespace HonestAsync;

/// <summary>What an exploration ran, but did not interleave with the rest.</summary>
/// <remarks>A gap counts only where something else could have come in between: another start, or another answer.</remarks>
[Flags]
public enum ExplorationGaps
{
    /// <summary>Everything between two awaits was interleaved.</summary>
    None = 0,

    /// <summary>
    /// An operation asked no dependency in any schedule, so its start was its only step: locks and gates that were free
    /// at that moment, and calls that were answered at once, leave nothing to choose.
    /// </summary>
    NoCalls = 1,

    /// <summary>
    /// Code was posted to the loop, after <c>Task.Yield</c> or by the release of a wait, and ran at once.
    /// </summary>
    Posts = 2,

    /// <summary>Code moved to the thread pool, and ran at once.</summary>
    ThreadPool = 4,

    /// <summary>
    /// An operation waited for something that no dependency answers (a semaphore, another operation), and went on as soon as
    /// it could.
    /// </summary>
    OtherWaits = 8,

    /// <summary>All of them: for tests that accept every fix, whatever it waits on.</summary>
    Any = NoCalls | Posts | ThreadPool | OtherWaits,
}
