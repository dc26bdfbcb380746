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

/// <summary>What all runs of one exploration share.</summary>
internal sealed record RunServices(PoolQuiet Pool, LateEvents Late, Action OnProgress);
