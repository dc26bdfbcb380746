using System.Text.Json.Nodes;
using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Measures the kernel, and in it what notebooks stand on.</summary>
internal sealed class HarnessBench(ProjectFolder project, IAnsiConsole console)
{
    private const string LabCells = """
        #r "src/Lab/bin/Release/net10.0/Lab.dll"
        using HonestAsync;
        using HonestAsync.Lab;
        """;

    public async Task EnvironmentAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]environment[/]");
        console.WriteLine(await InKernelAsync("MachineReport.Now()", cancellationToken).ConfigureAwait(false));
    }

    public async Task KernelAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]kernel[/]");
        var kernel = await KernelBench.MeasureAsync(20, cancellationToken).ConfigureAwait(false);
        console.WriteLine($"start to first result   {kernel.StartToFirstResult.TotalSeconds:0.00} s (at most 2 s)");
        console.WriteLine(
            $"later simple cell       {kernel.MedianLaterCell.TotalMilliseconds:0} ms, the median of 20 (at most 60 ms)");
    }

    public async Task ExplorerAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]explorer[/]");
        console.WriteLine(await InKernelAsync("ExplorerBench.Measure()", cancellationToken).ConfigureAwait(false));
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]load generator[/] [grey](lag: how late it was itself)[/]");
        console.WriteLine(await InKernelAsync("await LoadBench.OpenLoopAsync()", cancellationToken).ConfigureAwait(false));
        console.MarkupLine("[bold]a server that stands still for 1 s of every 5[/] "
            + "[grey](closed loops hide it; wrk adds the missing waits by a guess)[/]");
        console.WriteLine(await InKernelAsync("await LoadBench.StallAsync()", cancellationToken).ConfigureAwait(false));
        console.MarkupLine("[bold]histogram[/]");
        console.WriteLine(await InKernelAsync("LoadBench.HistogramError()", cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> InKernelAsync(string expression, CancellationToken cancellationToken)
    {
        var cells = new[]
        {
            new NotebookCell("setup", CellType.Code, LabCells), new NotebookCell("measure", CellType.Code, expression),
        };
        var options = new HeadlessOptions { WorkingDirectory = project.Root, CellTimeLimit = TimeSpan.FromMinutes(2) };
        var run = await HeadlessRunner.RunAsync(new NotebookDocument(cells), options, null, cancellationToken).ConfigureAwait(false);
        if (run.Outcome != RunOutcome.Passed)
        {
            throw new DojoException($"The measurement did not run: {run.Stopper?.Message}", "Run: dojo doctor");
        }
        var text = run.Cells[^1].Outputs.Select(output => output?["data"]?["text/plain"]).First(text => text is not null)!;
        return text is JsonArray lines ? string.Concat(lines.Select(line => line!.GetValue<string>())) : text.GetValue<string>();
    }
}
