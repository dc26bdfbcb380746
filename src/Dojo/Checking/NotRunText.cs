namespace HonestAsync.Dojo;

/// <summary>Why a test has no result.</summary>
internal static class NotRunText
{
    private const string ByWatchdog = "Not run";

    /// <summary>
    /// The text in brackets after its name; null if it ran, or if its process was lost while it ran.
    /// </summary>
    public static string? Of(KataRun run, TestOutcome test)
    {
        if (test.State == TestState.MachineTooBusy)
        {
            return "no verdict: the machine is too busy";
        }
        if (test.State != TestState.NotRun)
        {
            return null;
        }
        if (test.Message.StartsWith(ByWatchdog, StringComparison.Ordinal))
        {
            return "not run: an earlier test hung";
        }
        bool wasRunning = test == run.LostIn;
        string where = run.LostIn is { } lost ? $" in '{lost.Sentence}'" : "";
        return run.Ending switch
        {
            RunEnding.Reported when test.Message.Length > 0 => $"not run: {test.Message}",
            RunEnding.Reported => "not run: it is marked to be skipped",
            RunEnding.Stopped => $"{(wasRunning ? "not run to its end" : "not run")}: "
                + $"the run was stopped after {run.Testing.TotalSeconds:0} s",
            _ when wasRunning => null,
            RunEnding.Hung => $"not run: the run was ended when it hung{where}",
            RunEnding.NotRunnable => "not run: xunit could not run the tests",
            _ => $"not run: the process was lost{where}",
        };
    }
}
