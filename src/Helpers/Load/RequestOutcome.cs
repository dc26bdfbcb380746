namespace HonestAsync;

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>Served.</summary>
    Succeeded,

    /// <summary>Rejected on purpose and at once, for example by a full queue or with a 503. Counted, not timed.</summary>
    Shed,

    /// <summary>Its caller stopped waiting. Timed with its wait until then, a lower bound.</summary>
    TimedOut,

    /// <summary>It threw. Counted by type of exception, not timed.</summary>
    Failed,

    /// <summary>Still in flight when the run ended or was cancelled. Timed with its wait until then, a lower bound.</summary>
    Unfinished,
}
