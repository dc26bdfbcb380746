using System.Text;

namespace HonestAsync;

/// <summary>What an exploration came to.</summary>
public enum ExplorationVerdict
{
    /// <summary>Every schedule was run, none failed, and nothing between two awaits was left out.</summary>
    Passed,

    /// <summary>
    /// Every schedule was run and none failed, but some code between two awaits was not interleaved with the rest:
    /// <see cref="Exploration.Gaps"/> says which.
    /// </summary>
    PassedInPart,

    /// <summary>At least one schedule failed.</summary>
    Failed,

    /// <summary>No schedule failed, but not all could be run. Never a pass.</summary>
    Incomplete,
}

/// <summary>The result of exploring a scenario.</summary>
[TypeFormatterSource(typeof(OwnTextFormatterSource), PreferredMimeTypes = ["text/plain"])]
public sealed record Exploration
{
    /// <summary>Passed only if every schedule ran, none failed, and there are no gaps.</summary>
    public required ExplorationVerdict Verdict { get; init; }

    /// <summary>Schedules that were run.</summary>
    public required long Schedules { get; init; }

    /// <summary>Schedules that failed.</summary>
    public required long Failing { get; init; }

    /// <summary>True when every possible schedule was run.</summary>
    public required bool Complete { get; init; }

    /// <summary>Each distinct final state, and the number of schedules that led to it.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>The first failing schedule, run again and recorded; null when none failed.</summary>
    public ScheduleRun? FirstFailure { get; init; }

    /// <summary>True when code under test ran on the pool: each step then waited for quiet.</summary>
    public bool LeftTheLoop { get; init; }

    /// <summary>The context that the operations ran under.</summary>
    public ExplorationContext Context { get; init; }

    /// <summary>The kinds of code that ran, but were not interleaved with the rest.</summary>
    public ExplorationGaps Gaps { get; init; }

    /// <summary>Each gap as a phrase, with the operations that it concerns.</summary>
    public IReadOnlyList<string> NotInterleaved { get; init; } = [];

    /// <summary>Why not everything was explored, or null.</summary>
    public string? IncompleteBecause { get; init; }

    private string Scope => Context == ExplorationContext.None
        ? " without a context" : " on an event loop (not explored: continuations that run inline, as on a server)";

    /// <summary>True when every schedule was run, none failed, and all gaps are among the <paramref name="allowed"/>.</summary>
    public bool Passes(ExplorationGaps allowed = ExplorationGaps.None) =>
        Verdict is ExplorationVerdict.Passed or ExplorationVerdict.PassedInPart && (Gaps & ~allowed) == ExplorationGaps.None;

    /// <summary>
    /// Throws with the failing schedule, the gaps, or the reason for being incomplete, unless it passes.
    /// </summary>
    /// <param name="allowed">Gaps that the caller knows of and accepts.</param>
    /// <exception cref="ExplorationException">It does not pass.</exception>
    public void EnsurePassed(ExplorationGaps allowed = ExplorationGaps.None)
    {
        if (!Passes(allowed))
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
            ExplorationVerdict.Passed => $"passed: all {Schedules} schedules{Scope}",
            ExplorationVerdict.PassedInPart => $"passed in part: all {Schedules} schedules of starts and answers{Scope}",
            ExplorationVerdict.Failed => $"failed: {Failing} of {Schedules} schedules{(Complete ? "" : " run so far")}",
            _ => $"incomplete: {Schedules} schedules run, none failed; {IncompleteBecause}",
        });
        if (LeftTheLoop)
        {
            text.Append(" (the code leaves the loop; each step waited for quiet)");
        }
        if (Verdict == ExplorationVerdict.PassedInPart)
        {
            foreach (string gap in NotInterleaved)
            {
                text.Append($"\n  not interleaved: {gap}");
            }
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

/// <summary>An exploration that does not pass.</summary>
public sealed class ExplorationException(string message, Exception? inner = null) : Exception(message, inner);
