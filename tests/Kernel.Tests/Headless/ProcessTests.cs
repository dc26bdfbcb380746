using System.Diagnostics;
using System.Globalization;

namespace HonestAsync.Kernel.Tests;

public sealed class ProcessTests(ProcessTests.OneRun one) : HeadlessTests, IClassFixture<ProcessTests.OneRun>
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    [WholeFact]
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
            Notebook.Of(TellProcess,
                "Console.WriteLine(\"here\"); while (true) { }", "1"), Generous, progress, cancel.Token);

        AssertNoProcessLeft(run);
        Assert.Equal(RunOutcome.Interrupted, run.Outcome);
        Assert.Equal([CellStatus.Ok, CellStatus.Interrupted, CellStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal("here\n", Text(run.Cells[1]));
        Assert.Equal("Cell `c3` was not run: the run was cancelled.", run.Cells[2].Message);
    }

    [Fact]
    public async Task ProcessesOfACell_AreEndedWithTheRun_AndTheirOutputIsTheCells()
    {
        // from two pipes, which are read in any order
        string[] lines = one.Text("starts").TrimEnd('\n').Split('\n');
        string sleeper = Assert.Single(lines, line => line is not "to stderr");

        await AssertEndsAsync(int.Parse(sleeper, CultureInfo.InvariantCulture));
        Assert.Contains("to stderr", lines);
        Assert.Equal("later\n", one.Text("later"));
    }

    [Fact]
    public void WhatAnApplicationDiesOf_IsShown_AndTheRunGoesOn()
    {
        Assert.StartsWith("Unhandled exception outside the cell's own flow", one.Text("thread"),
            StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: on a thread\n   at ", one.Text("thread"),
            StringComparison.Ordinal);
        Assert.Equal("null", one.Text("reads"));
        Assert.Equal("still here\n", one.Text("prints"));
    }

    [Fact]
    public void ShadowCopies_AreGoneWithTheirProcess()
    {
        Assert.StartsWith(Path.GetTempPath(), one.Text("shadow"), StringComparison.Ordinal);
        Assert.False(File.Exists(one.Text("shadow")));
    }

    [WholeFact]
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
    public void Progress_ComesInOrder() => Assert.Equal(
        [
            "CellStarted first", "CellPrinted first", "CellFinished first",
            "CellStarted second", "CellPrinted second", "CellFinished second",
        ],
        one.Seen.SkipWhile(report => report != "CellStarted first"));

    [Fact]
    public async Task MissingKernel_IsNamedWithTheCommandThatBuildsIt()
    {
        var thrown = await Assert.ThrowsAsync<KernelStartException>(() =>
            RunAsync(Notebook.Of("1"), Generous with { KernelPath = "/nowhere/Kernel.dll" }));

        Assert.Equal(
            "The kernel is not complete: /nowhere/Kernel.dll is missing. Build it with `dotnet build src/Kernel -c Release`.",
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

        Assert.StartsWith("The kernel's process ended at its start with exit code 2.", thrown.Message,
            StringComparison.Ordinal);
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

    /// <summary>One run for all tests that only look at what well-behaved cells left behind.</summary>
    public sealed class OneRun : IAsyncLifetime
    {
        private NotebookRun _run = null!;

        internal List<string> Seen { get; } = [];

        public async ValueTask InitializeAsync()
        {
            _run = await HeadlessRunner.RunAsync(
                new NotebookDocument(
                [
                    Code("process", TellProcess),
                    Code("thread", "var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"on a thread\"));\n" +
                        "thread.Start(); thread.Join();"),
                    Code("reads", "Console.ReadLine()"),
                    Code("silences", "Console.SetOut(System.IO.TextWriter.Null);"),
                    Code("prints", "Console.WriteLine(\"still here\");"),
                    Code("starts", """System.Diagnostics.Process.Start("sh", ["-c", "sleep 600 & echo $!; echo to stderr >&2"]).WaitForExit();"""),
                    Code("later", "Console.WriteLine(\"later\");"),
                    Code("shadow", $"#r \"{typeof(FactAttribute).Assembly.Location}\"\ntypeof(Xunit.FactAttribute).Assembly.Location"),
                    new NotebookCell("text", CellType.Markdown, "# Not run"),
                    Code("first", "Console.WriteLine(\"one\");"),
                    Code("second", "2"),
                ]),
                Generous, new Reports(report => Seen.Add($"{report.GetType().Name} {report.Id}")), TestContext.Current.CancellationToken);
            Assert.Equal(RunOutcome.Passed, _run.Outcome);
            AssertGone(int.Parse(Text("process"), CultureInfo.InvariantCulture));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal string Text(string id) => HeadlessTests.Text(_run.Cells.Single(cell => cell.Id == id));

        private static NotebookCell Code(string id, string source) => new(id, CellType.Code, source);
    }

    private sealed class Reports(Action<HeadlessEvent> report) : IProgress<HeadlessEvent>
    {
        public void Report(HeadlessEvent value) => report(value);
    }
}
