namespace HonestAsync;

/// <summary>Runs a scenario in its first order once for each answer, with something done to that answer.</summary>
internal static class AwaitSweep
{
    private const int MostAnswers = 1_000;

    public static IReadOnlyList<ScheduleRun> Run(Action<Scenario> setUp, Action<ParkedCall, CancellationTokenSource> disturb)
    {
        var runs = new List<ScheduleRun>();
        for (int number = 1; number <= MostAnswers; number++)
        {
            var (run, answers, blocked) = new Explorer(setUp, new ExplorationOptions()).Disturbed(number, disturb);
            if (blocked)
            {
                // it would block at the next number, too, and each time costs the explorer's patience
                runs.Add(run);
                break;
            }
            if (answers < number)
            {
                break;
            }
            runs.Add(run);
        }
        return runs;
    }
}
