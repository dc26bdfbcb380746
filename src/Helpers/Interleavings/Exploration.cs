using System.Text;

namespace HonestAsync;

/// <summary>What an exploration came to.</summary>
public enum ExplorationVerdict
{
    /// <summary>Every schedule was run and none failed.</summary>
    Passed,

    /// <summary>At least one schedule failed.</summary>
    Failed,

    /// <summary>No schedule failed, but not all could be run. Never a pass.</summary>
    Incomplete,
}

/// <summary>How far an exploration goes.</summary>
public sealed record ExplorationOptions
{
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

    /// <summary>Real time after which the exploration ends as incomplete.</summary>
    public TimeSpan TimeBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Real time after which a step that keeps its thread counts as blocked for ever; short enough for a
    /// <see cref="Watchdog"/> around it.
    /// </summary>
    public TimeSpan StepBound { get; init; } = TimeSpan.FromMilliseconds(750);
}

/// <summary>The result of exploring a scenario.</summary>
[TypeFormatterSource(typeof(OwnTextFormatterSource), PreferredMimeTypes = ["text/plain"])]
public sealed record Exploration
{
    /// <summary>Passed only if every schedule ran and none failed.</summary>
    public required ExplorationVerdict Verdict { get; init; }

    /// <summary>Schedules that were run.</summary>
    public required long Schedules { get; init; }

    /// <summary>Schedules that failed.</summary>
    public required long Failing { get; init; }

    /// <summary>True when every possible schedule was run.</summary>
    public required bool Complete { get; init; }

    /// <summary>Each distinct final state, and in how many schedules it came out.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>The first failing schedule, run again and recorded; null when none failed.</summary>
    public ScheduleRun? FirstFailure { get; init; }

    /// <summary>True when code under test ran on the pool: each step then waited for quiet.</summary>
    public bool LeftTheLoop { get; init; }

    /// <summary>Why not everything was explored, or null.</summary>
    public string? IncompleteBecause { get; init; }

    /// <summary>
    /// Throws with the failing schedule, or the reason for being incomplete, unless the verdict is a pass.
    /// </summary>
    /// <exception cref="ExplorationException">The exploration failed or is incomplete.</exception>
    public void EnsurePassed()
    {
        if (Verdict != ExplorationVerdict.Passed)
        {
            throw new ExplorationException(ToString());
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Verdict switch
        {
            ExplorationVerdict.Passed => $"passed: all {Schedules} schedules",
            ExplorationVerdict.Failed => $"failed: {Failing} of {Schedules} schedules{(Complete ? "" : " run so far")}",
            _ => $"incomplete: {Schedules} schedules run, none failed; {IncompleteBecause}",
        });
        if (LeftTheLoop)
        {
            text.Append(" (the code leaves the loop; each step waited for quiet)");
        }
        foreach (var (outcome, count) in Outcomes.OrderByDescending(pair => pair.Value).Take(6))
        {
            text.Append($"\n  {count,6} x {outcome}");
        }
        if (FirstFailure is { } failure)
        {
            text.Append($"\n{failure}");
        }
        return text.ToString();
    }
}

/// <summary>An exploration that is not a pass.</summary>
public sealed class ExplorationException(string message, Exception? inner = null) : Exception(message, inner);
