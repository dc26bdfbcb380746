namespace HonestAsync;

/// <summary>
/// Runs a scenario in its first order once for each answer, with something done to that answer.
/// </summary>
internal static class AwaitSweep
{
    private const int MostAnswers = 1_000;

    public static IReadOnlyList<ScheduleRun> Run(
        Action<Scenario> setUp, Action<PendingCall, CancellationTokenSource> disturb, ExplorationOptions options)
    {
        var runs = new List<(ScheduleRun Run, FaultList Faults)>();
        using var explorer = new Explorer(setUp, options);
        for (int number = 1; number <= MostAnswers; number++)
        {
            var (run, answers, faults) = explorer.Disturbed(number, disturb);
            bool disturbed = answers is null || answers >= number;
            // the run after the last answer is an undisturbed one: what the scenario expects of a disturbed one
            // need not hold there, but it must come to its end
            if (disturbed || !run.CameToItsEnd)
            {
                runs.Add((run, faults));
            }
            if (!disturbed || answers is null)
            {
                break;
            }
        }
        return runs.Count > 0
            ? WithUnobservedFaults(runs, options)
            : throw new ExplorationException("Nothing can be disturbed: no dependency of the scenario was asked for anything.");
    }

    /// <summary>One collection for all runs: nothing refers to their tasks any more.</summary>
    private static List<ScheduleRun> WithUnobservedFaults(List<(ScheduleRun Run, FaultList Faults)> runs, ExplorationOptions options)
    {
        if (!options.AllowsUnobservedFaults)
        {
            runs.Find(static each => each.Faults.HasNotes).Faults?.Collect();
        }
        return runs.ConvertAll(each => each.Run.Failure is null && !options.AllowsUnobservedFaults && each.Faults.Found is { Count: > 0 } found
            ? each.Run with { Failure = found[0].ToString() }
            : each.Run);
    }
}
