using System.Globalization;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Puts the end of a cell into a status and into words: what happened, and what to do.</summary>
internal static class CellJudgement
{
    public static (CellStatus Status, string Message) Of(
        NotebookCell cell, CellEnd end, HeadlessOptions options, string nativeError, JsonArray outputs)
    {
        var name = $"Cell `{cell.Id}`";
        return end switch
        {
            { Cancelled: true } => (CellStatus.Interrupted,
                $"{name} was running when the run was cancelled; its process was ended."),
            { Stopped: StopReason.Flood } => (CellStatus.Failed,
                $"{name} prints without end and was stopped; the beginning of its output is kept. " +
                "Look for a loop that never ends, or print less."),
            { Stopped: StopReason.TimeLimit } => (CellStatus.TimedOut, $"{name} {TimedOut(end, options)}"),
            { ExitCode: { } code } => (CellStatus.Crashed, $"{name} {CrashText.Of(code, end.AnnouncedExitCode, nativeError)}"),
            { Outcome: CellOutcome.Succeeded } when cell.HasTag(NotebookCell.RaisesException) => (CellStatus.Failed,
                $"{name} is tagged {NotebookCell.RaisesException} but did not throw. Take the tag away, or make it throw."),
            { Outcome: CellOutcome.Succeeded } => (CellStatus.Ok, ""),
            _ => Failed(cell, name, end, outputs),
        };
    }

    private static (CellStatus, string) Failed(NotebookCell cell, string name, CellEnd end, JsonArray outputs)
    {
        var error = outputs.LastOrDefault(output => NotebookReader.Text(output?["output_type"]) is "error");
        var what = NotebookReader.Text(error?["evalue"]) ?? "";
        var text = end.Outcome == CellOutcome.NotCompiled
            ? $"{name} does not compile, so nothing of it was run: {what}"
            : $"{name} threw {NotebookReader.Text(error?["ename"])}: {what}{(what.EndsWith('.') ? "" : ".")} Correct it, or " +
              $"tag it {NotebookCell.RaisesException} if the exception is its point.";
        return cell.HasTag(NotebookCell.RaisesException)
            ? (CellStatus.ExpectedFailure, $"{name} failed as its tag says: {what}")
            : (CellStatus.Failed, text);
    }

    private const string Blocked = "Look for a deadlock, for .Result or .Wait() on a task that is never completed, for a " +
        "lock that is never released.";

    private static string TimedOut(CellEnd end, HeadlessOptions options)
    {
        var after = $"after {options.CellTimeLimit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s";
        return (end.Outcome, end.Activity) switch
        {
            (CellOutcome.Abandoned, CellActivity.Blocked) =>
                $"was still blocked {after}: its thread waits for something that does not come, where nothing can " +
                $"interrupt it, so its process was ended. {Blocked}",
            (CellOutcome.Interrupted, CellActivity.Blocked) =>
                $"was still blocked {after}, waiting for something that does not come, and was interrupted. {Blocked}",
            (CellOutcome.Interrupted, CellActivity.Awaiting) =>
                $"was still awaiting something {after} and was interrupted. Look for a task that is never completed, " +
                "or for a loop that never ends in code that it awaits; or give it more time (`--cell-limit`).",
            (CellOutcome.Interrupted or CellOutcome.Succeeded, _) =>
                $"was still running {after} and was interrupted. Look for a loop that never ends, or give it more time (`--cell-limit`).",
            _ => $"was still running {after} and did not stop when it was interrupted, so its process was ended. Look " +
                "for a loop that catches every exception, or for native code that does not return; or give it more time (`--cell-limit`).",
        };
    }
}
