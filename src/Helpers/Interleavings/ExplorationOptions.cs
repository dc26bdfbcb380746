namespace HonestAsync;

/// <summary>Under which context the operations of an exploration run.</summary>
public enum ExplorationContext
{
    /// <summary>
    /// Under the context of an event loop, on one thread: a continuation is posted and runs after the code that released
    /// it, as in a window or in Node.
    /// </summary>
    EventLoop,

    /// <summary>
    /// Without a context, as in ASP.NET Core: a continuation runs inline, inside the code that released it, and each step
    /// runs on another thread than the one before. A source completed under a lock, and a monitor held across an
    /// await, fail here as they do on a server.
    /// </summary>
    None,
}

/// <summary>How far an exploration goes.</summary>
public sealed record ExplorationOptions
{
    /// <summary>The context that the operations run under; an event loop's unless set.</summary>
    public ExplorationContext Context { get; init; }

    /// <summary>Schedules explored in order before the rest is sampled at random.</summary>
    public long MaxSchedules { get; init; } = 100_000;

    /// <summary>Schedules sampled beyond <see cref="MaxSchedules"/>.</summary>
    public long RandomSchedules { get; init; } = 10_000;

    /// <summary>Seed of the random part; it is printed with the result.</summary>
    public int Seed { get; init; } = 20_260;

    /// <summary>
    /// Steps after which a schedule counts as endless: operations that keep making one another start again.
    /// </summary>
    public int MaxSteps { get; init; } = 1_000;

    /// <summary>
    /// Ends at the first failing schedule: for tests, where the count of failing ones does not matter.
    /// </summary>
    public bool StopAtFirstFailure { get; init; }

    /// <summary>
    /// False: a schedule fails when one of its tasks failed and no code looked at the exception.
    /// </summary>
    public bool AllowsUnobservedFaults { get; init; }

    /// <summary>Wall-clock time after which the exploration ends as incomplete.</summary>
    public TimeSpan TimeBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a step may compute, or wait synchronously, before it counts as blocked; short enough for a
    /// <see cref="Watchdog"/> around it. Time in which the machine has no processor for the step does not count.
    /// </summary>
    public TimeSpan StepBound { get; init; } = TimeSpan.FromMilliseconds(750);
}
