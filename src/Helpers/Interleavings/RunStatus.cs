namespace HonestAsync;

/// <summary>How one schedule went.</summary>
internal enum RunStatus
{
    Done,

    /// <summary>
    /// Something left the loop's thread: this exploration must wait for quiet after each step.
    /// </summary>
    LeftTheLoop,

    /// <summary>
    /// The pool worked or a timer was set meanwhile, by a neighbour or by this code: only another run can
    /// tell.
    /// </summary>
    Disturbed,

    /// <summary>Something of it goes on that cannot be controlled.</summary>
    Escaped,
}

/// <summary>Counts what gets on in an exploration: steps, posts, calls. One thread writes at a time, as a rule; a count
/// that is lost now and then does no harm.</summary>
internal sealed class Progress
{
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Note() => Volatile.Write(ref _count, _count + 1);
}

/// <summary>What all runs of one exploration share.</summary>
internal sealed record RunServices(
    ThreadPoolQuiescence Pool, LateEvents Late, Progress Progress, ExplorationOptions Options, StepThreads? Steps)
{
    /// <summary>Collections of generation 1 before the first run.</summary>
    public int Collections { get; } = GC.CollectionCount(1);
}
