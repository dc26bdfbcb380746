namespace HonestAsync;

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>Served.</summary>
    Succeeded,

    /// <summary>Turned away on purpose, at once: a full queue, a 503. Counted, not timed.</summary>
    Shed,

    /// <summary>Its caller stopped waiting. Timed with what it had waited, which is a lower bound.</summary>
    TimedOut,

    /// <summary>It threw. Counted by exception, not timed.</summary>
    Failed,

    /// <summary>Still in flight when the run was over or cancelled. Timed with what it had waited, a lower bound.</summary>
    Unfinished,
}
