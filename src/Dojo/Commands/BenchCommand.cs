using System.Diagnostics;
using System.Text.Json.Nodes;
using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Measures the tool itself, with the environment line; it shows and decides nothing.</summary>
internal sealed class BenchCommand(ProjectFolder project, IAnsiConsole console)
{
    private const string LabCells = """
        #r "src/Lab/bin/Release/net10.0/Lab.dll"
        using HonestAsync;
        using HonestAsync.Lab;
        """;

    public async Task<int> RunAsync(bool withCommands, CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]environment[/]");
        console.WriteLine(await InKernelAsync("MachineReport.Now()", cancellationToken).ConfigureAwait(false));
        console.MarkupLine("[bold]kernel[/]");
        var kernel = await KernelBench.MeasureAsync(20, cancellationToken).ConfigureAwait(false);
        console.WriteLine($"start to first result   {kernel.StartToFirstResult.TotalSeconds:0.00} s (at most 2 s)");
        console.WriteLine($"later simple cell       {kernel.MedianLaterCell.TotalMilliseconds:0} ms, the median of 20 (at most 60 ms)");
        console.MarkupLine("[bold]explorer[/]");
        console.WriteLine(await InKernelAsync("ExplorerBench.Measure()", cancellationToken).ConfigureAwait(false));
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        await KatasAsync(cancellationToken).ConfigureAwait(false);
        if (withCommands)
        {
            console.MarkupLine("[bold]whole commands[/]");
            await TimeAsync("dotnet test, warm (at most 45 s)", project.Root, cancellationToken,
                "test").ConfigureAwait(false);
            await TimeAsync("dojo run (at most 60 s)", project.Root, cancellationToken, "run", "--project",
                "src/Dojo", "--", "run").ConfigureAwait(false);
            if (Kata.All(project) is [var kata, ..])
            {
                await TimeAsync($"dojo check {kata.Name} (at most 2.5 s)", project.Root, cancellationToken,
                    Path.Combine(AppContext.BaseDirectory, "dojo.dll"), "check", kata.Name).ConfigureAwait(false);
            }
            await CleanCloneAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            console.MarkupLine("[grey]dotnet test and dojo run as whole commands, on this clone and on a clean one: dojo bench --commands[/]");
        }
        return ExitCode.Ok;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]load generator[/] [grey](lag: how late it was itself)[/]");
        console.WriteLine(await InKernelAsync("await LoadBench.OpenLoopAsync()", cancellationToken).ConfigureAwait(false));
        console.MarkupLine("[bold]a server that stands still for 1 s of every 5[/] [grey](closed loops hide it; wrk adds the missing waits by a guess)[/]");
        console.WriteLine(await InKernelAsync("await LoadBench.StallAsync()", cancellationToken).ConfigureAwait(false));
        console.MarkupLine("[bold]histogram[/]");
        console.WriteLine(await InKernelAsync("LoadBench.HistogramError()", cancellationToken).ConfigureAwait(false));
    }

    private async Task KatasAsync(CancellationToken cancellationToken)
    {
        var solved = Kata.All(project).Select(kata => KataSources.Of(kata.Variant(VariantKind.Solution))).ToList();
        if (solved.Count == 0)
        {
            return;
        }
        var (first, later) = await EngineBench.MeasureAsync(solved, 10, cancellationToken).ConfigureAwait(false);
        console.MarkupLine("[bold]katas[/] [grey](solved; later verdicts are medians of 10, all at most 100 ms)[/]");
        console.WriteLine($"{"first verdict",-28}{first.TotalMilliseconds,8:0} ms");
        foreach (var kata in later)
        {
            console.WriteLine($"{kata.Name,-28}{kata.Verdict.TotalMilliseconds,8:0} ms: compiler {kata.Compile.TotalMilliseconds:0} ms, "
                + $"tests {kata.Run.TotalMilliseconds:0} ms");
        }
        var right = Kata.All(project).SelectMany(kata => kata.Variants(VariantKind.Alternative)).Select(KataSources.Of).ToList();
        var (each, median, count) = await EngineBench.ProofAsync(solved, right, cancellationToken).ConfigureAwait(false);
        console.WriteLine($"{"as the proof runs them",-28}{each.TotalMilliseconds,8:0} ms each, {count} right fixes side by side; "
            + $"median of the single ones {median.TotalMilliseconds:0} ms");
        await WatchAsync([.. Kata.All(project).TakeLast(5)], cancellationToken).ConfigureAwait(false);
    }

    private async Task WatchAsync(IReadOnlyList<Kata> katas, CancellationToken cancellationToken)
    {
        string names = string.Join(", ", katas.Select(kata => kata.Name));
        console.MarkupLine($"[bold]dojo watch[/] [grey](from the file's write to the printed verdict; {names})[/]");
        await SavesAsync("saves", "at most 250 and 500 ms").ConfigureAwait(false);
        using (new CpuHogs(Environment.ProcessorCount))
        {
            await SavesAsync("beside CPU hogs", "median at most 1000 ms").ConfigureAwait(false);
        }
        var many = await WatchBench.MeasureAsync(project, [katas[^1]], 200, cancellationToken).ConfigureAwait(false);
        console.WriteLine($"{"memory, save 20 to 200",-28}{many.MemoryBefore >> 20,8:N0} MB, then {many.MemoryAfter >> 20:N0} MB "
            + "(at most 250, growing less than 10)");

        async Task SavesAsync(string what, string limit)
        {
            var bench = await WatchBench.MeasureAsync(project, katas, 10, cancellationToken).ConfigureAwait(false);
            console.WriteLine($"{what,-28}{bench.At(0.5).TotalMilliseconds,8:0} ms median, "
                + $"{bench.At(0.95).TotalMilliseconds:0} ms 95th percentile of {bench.Saves.Count} ({limit})");
        }
    }

    private async Task<string> InKernelAsync(string expression, CancellationToken cancellationToken)
    {
        var cells = new[] { new NotebookCell("setup", CellType.Code, LabCells), new NotebookCell("measure", CellType.Code, expression) };
        var run = await HeadlessRunner.RunAsync(new NotebookDocument(cells),
            new HeadlessOptions { WorkingDirectory = project.Root, CellTimeLimit = TimeSpan.FromMinutes(2) }, null, cancellationToken).ConfigureAwait(false);
        if (run.Outcome != RunOutcome.Passed)
        {
            throw new DojoException($"The measurement did not run: {run.Stopper?.Message}",
                "Run: dojo doctor");
        }
        var text = run.Cells[^1].Outputs.Select(output => output?["data"]?["text/plain"]).First(text => text is not null)!;
        return text is JsonArray lines ? string.Concat(lines.Select(line => line!.GetValue<string>())) : text.GetValue<string>();
    }

    private async Task CleanCloneAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"honest-async-bench-{Guid.NewGuid():N}");
        try
        {
            await TimeAsync("git clone", project.Root, cancellationToken, "git", "clone", "-q", project.Root,
                folder).ConfigureAwait(false);
            await TimeAsync("dotnet test, clean clone (at most 180 s)", folder, cancellationToken,
                "test").ConfigureAwait(false);
            if (Kata.All(new ProjectFolder(folder)) is [.., var kata])
            {
                var (test, watch) = await DotnetTestBench.MeasureAsync(kata, 10, cancellationToken).ConfigureAwait(false);
                console.WriteLine($"{test?.TotalSeconds ?? double.NaN,6:0.0} s  dotnet test after an edit of {kata.Name}, the median of 10");
                console.WriteLine($"{watch?.TotalSeconds ?? double.NaN,6:0.0} s  dotnet watch test after the same edits");
            }
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task TimeAsync(string label, string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        bool git = arguments[0] == "git";
        var start = new ProcessStartInfo(git ? "git" : "dotnet", git ? arguments[1..] : arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new DojoException($"{start.FileName} did not start.", "Is it on the path?");
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken),
                process.StandardError.ReadToEndAsync(cancellationToken)).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        string ending = process.ExitCode == 0 ? "" : $" [red](exit code {process.ExitCode})[/]";
        console.MarkupLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {Markup.Escape(label)}{ending}");
    }
}
