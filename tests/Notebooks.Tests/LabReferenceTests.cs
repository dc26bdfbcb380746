using System.Diagnostics;
using HonestAsync.Kernel;

namespace HonestAsync.Notebooks.Tests;

public class LabReferenceTests
{
    // what a notebook gets by its one #r: managed packages, a native library, and the lab as a child process
    private static readonly string[] s_cells =
    [
        "#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"\nusing HonestAsync;\nusing HonestAsync.Lab;",
        "string.Join(' ', (await SqliteCall.ObserveAsync(rows: 10)).Select(call => call.WasComplete))",
        "new Npgsql.NpgsqlConnectionStringBuilder(\"Host=here\").Host",
        "var server = await WebServer.StartAsync(); (await server.StatsAsync()).Threads > 0",
        "server.ProcessId",
    ];

    [WholeFact]
    public async Task One_reference_brings_packages_native_libraries_and_child_processes()
    {
        var notebook = new NotebookDocument(s_cells.Select((source, index) => new NotebookCell($"c{index}", CellType.Code, source)));
        var options = new HeadlessOptions { WorkingDirectory = Path.Combine(Clone.Project.Root, "notebooks") };

        var run = await HeadlessRunner.RunAsync(notebook, options, progress: null, TestContext.Current.CancellationToken);

        Assert.True(run.Outcome == RunOutcome.Passed, run.Stopper?.Message);
        Assert.Equal(["True True True True True", "here", "True"], run.Cells.Skip(1).SkipLast(1).Select(Text));
        await GoneAsync(int.Parse(Text(run.Cells[^1]), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Text(CellRun cell) => cell.Outputs.Single()!["data"]!["text/plain"]!.ToString();

    // the notebook did not dispose it: it ends because its parent did
    private static async Task GoneAsync(int server)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        try
        {
            using var process = Process.GetProcessById(server);
            await process.WaitForExitAsync(bound.Token);
        }
        catch (ArgumentException)
        {
            // it has gone already
        }
    }
}
