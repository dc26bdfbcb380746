namespace HonestAsync.Kernel.Tests;

public sealed class CrashingCellTests : HeadlessTests
{
    [Fact]
    public async Task Cell_ThatExits_IsSaidToExitWithItsCode()
    {
        var run = await RunAsync(TellProcess, "Console.Write(\"before\"); Environment.Exit(3);");

        Assert.Equal(CellStatus.Crashed, run.Cells[1].Status);
        Assert.Equal("before", Text(run.Cells[1]));
        Assert.StartsWith("Cell `c2` ended its process by Environment.Exit(3).", run.Cells[1].Message,
            StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Cell_ThatOverflowsTheStack_IsSaidToDoSo()
    {
        var run = await RunAsync(TellProcess, "int Down(int n) => Down(n + 1) + 1;\nConsole.Write(\"before\"); Down(0)");

        Assert.Equal(CellStatus.Crashed, run.Cells[1].Status);
        Assert.StartsWith("Cell `c2` ended its process by a stack overflow.", run.Cells[1].Message,
            StringComparison.Ordinal);
        Assert.Matches(
            """
            ^beforeStack overflow\.
            Repeated? \d+ times:
            -+
               at Down\(Int32\)
            -+
               at the cell's code
            $
            """.ReplaceLineEndings("\n").TrimEnd(), Text(run.Cells[1]));
    }

    [WholeFact]
    public async Task Cell_WhoseProcessIsKilled_IsSaidToBeKilledFromOutside()
    {
        var run = await RunAsync(
            TellProcess,
            "Console.Write(\"before\"); System.Diagnostics.Process.Start(\"kill\", $\"-9 {Environment.ProcessId}\").WaitForExit(); while (true) { }");

        Assert.Equal(CellStatus.Crashed, run.Cells[1].Status);
        Assert.Equal("before", Text(run.Cells[1]));
        Assert.Contains("killed from outside (SIGKILL)", run.Cells[1].Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Cell_ThatFailsFast_IsToldFromTheRuntimesOwnWords()
    {
        var run = await RunAsync(TellProcess, "Environment.FailFast(\"the reason\");");

        Assert.Equal(CellStatus.Crashed, run.Cells[1].Status);
        Assert.Contains("Environment.FailFast", run.Cells[1].Message, StringComparison.Ordinal);
        Assert.Contains("the reason", Text(run.Cells[1]), StringComparison.Ordinal);
    }
}
