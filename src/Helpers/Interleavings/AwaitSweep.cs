namespace HonestAsync;

/// <summary>
/// Runs a scenario in its first order once for each answer, with something done to that answer.
/// </summary>
internal static class AwaitSweep
{
    private const int MostAnswers = 1_000;

    public static IReadOnlyList<ScheduleRun> Run(Action<Scenario> setUp, Action<PendingCall, CancellationTokenSource> disturb)
    {
        var runs = new List<ScheduleRun>();
        var explorer = new Explorer(setUp, new ExplorationOptions());
        for (int number = 1; number <= MostAnswers; number++)
        {
            var (run, answers) = explorer.Disturbed(number, disturb);
            bool disturbed = answers is null || answers >= number;
            // the run after the last answer is an undisturbed one: what the scenario expects of a disturbed one
            // need not hold there, but it must come to its end
            if (disturbed || !run.CameToItsEnd)
            {
                runs.Add(run);
            }
            if (!disturbed || answers is null)
            {
                break;
            }
        }
        return runs.Count > 0
            ? runs
            : throw new ExplorationException("There is nothing to disturb: no dependency of the scenario was asked for anything.");
    }
}
