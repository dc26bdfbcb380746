namespace HonestAsync.Kernel;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    /// <summary>Ran to its end.</summary>
    Succeeded,

    /// <summary>Was not run: it does not compile, or a directive could not be followed.</summary>
    NotCompiled,

    /// <summary>Threw.</summary>
    Threw,

    /// <summary>Was interrupted; its thread has ended.</summary>
    Interrupted,

    /// <summary>
    /// Did not react to an interrupt; its thread still runs. Only the end of the process ends it.
    /// </summary>
    Abandoned,
}

/// <summary>What an interrupted cell was doing.</summary>
public enum CellActivity
{
    /// <summary>Nothing: it was not interrupted.</summary>
    None,

    /// <summary>Ran code.</summary>
    Running,

    /// <summary>Had returned to the kernel and awaited something that was not complete.</summary>
    Awaiting,

    /// <summary>Its thread was blocked in a wait, a lock or a sleep.</summary>
    Blocked,
}

/// <summary>The end of one cell; everything it showed went to the output callback before.</summary>
public sealed record CellResult(CellOutcome Outcome, TimeSpan Elapsed, ErrorOutput? Error = null)
{
    /// <summary>What the cell did when an interrupt reached it.</summary>
    public CellActivity Activity { get; init; }
}
