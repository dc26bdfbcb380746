using System.Diagnostics;
using System.Globalization;

namespace HonestAsync.Kernel.Tests;

public sealed class ProcessTests : HeadlessTests
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Cancelling_EndsTheChild_AndKeepsWhatWasPrinted()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            if (report is CellPrinted { Id: "c2" })
            {
                cancel.Cancel();
            }
        });

        var run = await HeadlessRunner.RunAsync(
            Notebook.Of(TellProcess, "Console.WriteLine(\"here\"); while (true) { }", "1"), Generous, progress, cancel.Token);

        AssertNoProcessLeft(run);
        Assert.Equal(RunOutcome.Interrupted, run.Outcome);
        Assert.Equal([CellStatus.Ok, CellStatus.Interrupted, CellStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal("here\n", Text(run.Cells[1]));
        Assert.Equal("Cell `c3` was not run: the run was cancelled.", run.Cells[2].Message);
    }

    [Fact]
    public async Task ProcessesOfACell_AreEndedWithTheRun_AndTheirOutputIsTheCells()
    {
        var run = await HeadlessRunner.RunAsync(Notebook.Of(
            "1",
            """System.Diagnostics.Process.Start("sh", ["-c", "sleep 600 & echo $!; echo to stderr >&2"]).WaitForExit();""",
            "Console.WriteLine(\"later\");"), Generous, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Passed, run.Outcome);
        await AssertEndsAsync(int.Parse(Text(run.Cells[1]).Split('\n')[0], CultureInfo.InvariantCulture));
        Assert.Contains("to stderr\n", Text(run.Cells[1]), StringComparison.Ordinal);
        Assert.Equal("later\n", Text(run.Cells[2]));
    }

    [Fact]
    public async Task WhatAnApplicationDiesOf_IsShown_AndTheRunGoesOn()
    {
        var run = await RunAsync(
            TellProcess,
            "var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"on a thread\"));\n" +
            "thread.Start(); thread.Join();",
            "Console.ReadLine()",
            "Console.SetOut(System.IO.TextWriter.Null);",
            "Console.WriteLine(\"still here\");");

        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.StartsWith("Unhandled exception outside the cell's own flow", Text(run.Cells[1]), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: on a thread\n   at ", Text(run.Cells[1]), StringComparison.Ordinal);
        Assert.Equal("null", Text(run.Cells[2]));
        Assert.Equal("still here\n", Text(run.Cells[4]));
    }

    [Fact]
    public async Task ShadowCopies_AreGoneWithTheirProcess()
    {
        var run = await RunAsync(
            TellProcess,
            $"#r \"{typeof(FactAttribute).Assembly.Location}\"\ntypeof(Xunit.FactAttribute).Assembly.Location");

        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.StartsWith(Path.GetTempPath(), Text(run.Cells[1]), StringComparison.Ordinal);
        Assert.False(File.Exists(Text(run.Cells[1])));
    }

    [Fact]
    public async Task ChildWhoseParentIsKilled_EndsByItself()
    {
        var run = await HeadlessRunner.RunAsync(Notebook.Of(
            """
            using HonestAsync.Kernel;
            var inner = new NotebookDocument([new NotebookCell("inner", CellType.Code,
                "Console.WriteLine(Environment.ProcessId); System.Threading.Thread.Sleep(-1);")]);
            class Killer : IProgress<HeadlessEvent>
            {
                public void Report(HeadlessEvent report)
                {
                    if (report is CellPrinted printed)
                    {
                        Console.Write((string)printed.Output["text"]);
                        System.Diagnostics.Process.Start("kill", $"-9 {Environment.ProcessId}").WaitForExit();
                    }
                }
            }
            await HeadlessRunner.RunAsync(inner, new HeadlessOptions(), new Killer());
            """), Generous, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(CellStatus.Crashed, run.Cells[0].Status);
        await AssertEndsAsync(int.Parse(Text(run.Cells[0]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Progress_ComesInOrder()
    {
        var seen = new List<string>();
        var progress = new Reports(report => seen.Add($"{report.GetType().Name} {report.Id}"));

        await HeadlessRunner.RunAsync(
            new NotebookDocument(
            [
                new NotebookCell("text", CellType.Markdown, "# Not run"),
                new NotebookCell("first", CellType.Code, "Console.WriteLine(\"one\");"),
                new NotebookCell("second", CellType.Code, "2"),
            ]),
            Generous, progress, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "CellStarted first", "CellPrinted first", "CellFinished first",
                "CellStarted second", "CellPrinted second", "CellFinished second",
            ],
            seen);
    }

    [Fact]
    public async Task MissingKernel_IsNamedWithTheCommandThatBuildsIt()
    {
        var thrown = await Assert.ThrowsAsync<KernelStartException>(() =>
            RunAsync(Notebook.Of("1"), Generous with { KernelPath = "/nowhere/Kernel.dll" }));

        Assert.Equal(
            "The kernel is not complete: /nowhere/Kernel.dll is not there. Build it with `dotnet build src/Kernel -c Release`.",
            thrown.Message);
    }

    [Fact]
    public async Task MissingDotnet_IsNamed()
    {
        var thrown = await Assert.ThrowsAsync<KernelStartException>(() =>
            RunAsync(Notebook.Of("1"), Generous with { DotnetPath = "/nowhere/dotnet" }));

        Assert.StartsWith("`/nowhere/dotnet` could not be started", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChildThatEndsAtItsStart_IsToldInItsOwnWords()
    {
        var thrown = await Assert.ThrowsAsync<KernelStartException>(() =>
            RunAsync(Notebook.Of("1"), Generous with { DotnetPath = "/bin/ls" }));

        Assert.StartsWith("The kernel's process ended at its start with exit code 2.", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task AssertEndsAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().WaitAsync(s_watchdog);
        }
        catch (ArgumentException)
        {
            // gone already
        }
    }

    private sealed class Reports(Action<HeadlessEvent> report) : IProgress<HeadlessEvent>
    {
        public void Report(HeadlessEvent value) => report(value);
    }
}
