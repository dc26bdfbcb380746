using System.Diagnostics;

namespace HonestAsync.Kernel.Tests;

/// <summary>What a headless run of real child processes has in common.</summary>
public abstract class HeadlessTests
{
    // reports the child's id before it misbehaves, so that a test can look whether it is gone
    protected const string TellProcess = "Environment.ProcessId";

    internal static HeadlessOptions Generous => new() { WorkingDirectory = Path.GetTempPath() };

    internal static HeadlessOptions Impatient =>
        Generous with { CellTimeLimit = TimeSpan.FromSeconds(1), Grace = TimeSpan.FromSeconds(2) };

    internal static async Task<NotebookRun> RunAsync(NotebookDocument notebook, HeadlessOptions? options = null)
    {
        var run = await HeadlessRunner.RunAsync(notebook, options ?? Generous, progress: null,
            TestContext.Current.CancellationToken);
        AssertNoProcessLeft(run);
        return run;
    }

    internal static Task<NotebookRun> RunAsync(params string[] sources) => RunAsync(Notebook.Of(sources));

    internal static void AssertNoProcessLeft(NotebookRun run)
    {
        foreach (var cell in run.Cells)
        {
            var text = Text(cell).Trim();
            if (int.TryParse(text.Split('\n')[0], out var id) && id > 1000)
            {
                AssertGone(id);
            }
        }
    }

    internal static void AssertGone(int processId) =>
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId).Dispose());

    internal static string Text(CellRun cell) => string.Concat(cell.Outputs.Select(output =>
        (string?)output!["text"] ?? (string?)output["data"]?["text/plain"] ?? ""));
}
