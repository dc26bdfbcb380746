namespace HonestAsync.Kernel.Tests;

public sealed class FailingCellTests : HeadlessTests
{
    [Fact]
    public async Task Cell_ThatLoopsForEver_IsInterruptedAndNamed()
    {
        var run = await RunAsync(Notebook.Of(TellProcess, "Console.Write(\"before\"); while (true) { }", "1"),
            Impatient);

        Assert.Equal([CellStatus.Ok, CellStatus.TimedOut, CellStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal("before", Text(run.Cells[1]));
        Assert.Equal(
            "Cell `c2` was still running after 1 s and was interrupted. " +
            "Look for a loop that never ends, or give it more time (`--cell-limit`).",
            run.Cells[1].Message);
        Assert.Equal("Cell `c3` was not run: cell `c2` before it stopped the run.", run.Cells[2].Message);
    }

    [WholeFact]
    public async Task Cell_ThatBlocksForEver_IsInterruptedAndCalledBlocked()
    {
        var run = await RunAsync(
            Notebook.Of(TellProcess,
                "Console.Write(\"before\"); new TaskCompletionSource().Task.Wait();"), Impatient);

        Assert.Equal(CellStatus.TimedOut, run.Cells[1].Status);
        Assert.Equal("before", Text(run.Cells[1]));
        Assert.StartsWith(
            "Cell `c2` was still blocked after 1 s, waiting for something that does not come, and was interrupted. " +
            "Look for a deadlock",
            run.Cells[1].Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Cell_ThatAwaitsForEver_IsSaidToAwait()
    {
        var run = await RunAsync(Notebook.Of(TellProcess, "await new TaskCompletionSource().Task;"),
            Impatient);

        Assert.Equal(CellStatus.TimedOut, run.Cells[1].Status);
        Assert.StartsWith(
            "Cell `c2` was still awaiting something after 1 s and was interrupted. " +
            "Look for a task that is never completed",
            run.Cells[1].Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Cell_WhoseProcessNoLongerAnswers_IsEnded()
    {
        var run = await RunAsync(
            Notebook.Of(
                TellProcess,
                "System.Diagnostics.Process.Start(\"kill\", $\"-STOP {Environment.ProcessId}\").WaitForExit(); while (true) { }"),
            Impatient with { Grace = TimeSpan.FromSeconds(0.5) });

        Assert.Equal(CellStatus.TimedOut, run.Cells[1].Status);
        Assert.Contains("did not stop when it was interrupted, so its process was ended",
            run.Cells[1].Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Cell_ThatPrintsWithoutEnd_IsStoppedWithTheBeginningKept()
    {
        var run = await RunAsync(
            Notebook.Of(TellProcess, "while (true) { Console.WriteLine(\"again and again and again and again\"); }"),
            Generous with { OutputLimit = 1000, DiscardLimit = 100_000 });

        Assert.Equal(CellStatus.Failed, run.Cells[1].Status);
        Assert.StartsWith("Cell `c2` prints without end and was stopped", run.Cells[1].Message,
            StringComparison.Ordinal);
        Assert.StartsWith("again and again", Text(run.Cells[1]), StringComparison.Ordinal);
        Assert.Contains(
            "output cut: more than 100,000 characters beyond the limit of 1,000 are not shown", Text(run.Cells[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_ThatThrows_StopsTheRun()
    {
        var run = await RunAsync(TellProcess, "Console.Write(\"before\"); throw new InvalidOperationException(\"no\");", "1");

        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Equal([CellStatus.Ok, CellStatus.Failed, CellStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal("before", Text(run.Cells[1]));
        Assert.Equal(
            "Cell `c2` threw InvalidOperationException: no. Correct it, or tag it raises-exception if the exception is its point.",
            run.Cells[1].Message);
    }

    [WholeFact]
    public async Task TaggedCells_MustThrow()
    {
        var throws = new NotebookCell("throws", CellType.Code, "throw new Exception(\"meant\");").Tagged("raises-exception");
        var does = new NotebookCell("does-not", CellType.Code, TellProcess).Tagged("raises-exception");

        var run = await RunAsync(new NotebookDocument([throws, does]));

        Assert.Equal([CellStatus.ExpectedFailure, CellStatus.Failed], run.Cells.Select(cell => cell.Status));
        Assert.Equal(
            "Cell `does-not` is tagged raises-exception but did not throw. Take the tag away, or make it throw.",
            run.Cells[1].Message);
    }
}
