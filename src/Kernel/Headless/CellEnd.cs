namespace HonestAsync.Kernel;

/// <summary>Why the parent stopped a cell.</summary>
internal enum StopReason
{
    None,
    TimeLimit,
    Flood,
}

/// <summary>How a cell's run came to its end, before it is put into words.</summary>
internal sealed record CellEnd
{
    public StopReason Stopped { get; init; }

    /// <summary>What the child reported; null if it did not.</summary>
    public CellOutcome? Outcome { get; init; }

    public CellActivity Activity { get; init; }

    /// <summary>Set if the process has ended by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>
    /// Set if managed code ended it: a call of Environment.Exit, or a signal that asks politely.
    /// </summary>
    public int? AnnouncedExitCode { get; init; }

    public bool Cancelled { get; init; }

    public TimeSpan Elapsed { get; init; }
}
